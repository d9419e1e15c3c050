/**
 * JSON itself: tokens, scanners and their limits, without knowledge of chat completions. Start at {@link
 * io.astreaming.json.token.JsonTokens}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.token;

import org.jspecify.annotations.NullMarked;
