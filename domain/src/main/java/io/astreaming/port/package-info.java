/**
 * The interfaces to adapters and to the caller's own code, and the values that pass through them. Start at {@link
 * io.astreaming.port.ChatTransport} and {@link io.astreaming.port.ChatCodec}.
 */
@NullMarked
package io.astreaming.port;

import org.jspecify.annotations.NullMarked;
