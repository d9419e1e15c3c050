/**
 * What we ask: the request and its messages. Start at {@link io.astreaming.request.ChatRequest}.
 */
@NullMarked
package io.astreaming.request;

import org.jspecify.annotations.NullMarked;
