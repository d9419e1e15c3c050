/**
 * JSON itself: tokens, scanners and their limits; this package knows no chat. Start at {@link
 * io.astreaming.json.token.JsonTokens}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.token;

import org.jspecify.annotations.NullMarked;
