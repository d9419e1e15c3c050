/**
 * What we ask: the request, its messages and its parameters. Start at {@link io.astreaming.request.ChatRequest};
 * {@link io.astreaming.request.Parameter} has all that may be set.
 */
@NullMarked
package io.astreaming.request;

import org.jspecify.annotations.NullMarked;
