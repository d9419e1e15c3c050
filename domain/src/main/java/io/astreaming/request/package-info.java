/**
 * What the caller asks: the request, its messages, parameters, tools and formats. Start at {@link
 * io.astreaming.request.ChatRequest}; {@link io.astreaming.request.Parameter} lists all that may be set.
 */
@NullMarked
package io.astreaming.request;

import org.jspecify.annotations.NullMarked;
