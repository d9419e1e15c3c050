/**
 * The request of the caller: its messages, parameters, tools and formats. Start at
 * {@link io.astreaming.request.ChatRequest}; {@link io.astreaming.request.Parameter} lists all parameters.
 */
@NullMarked
package io.astreaming.request;

import org.jspecify.annotations.NullMarked;
