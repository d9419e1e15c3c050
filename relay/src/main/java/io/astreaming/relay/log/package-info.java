/**
 * The log of streams: what it keeps ({@link io.astreaming.relay.log.StreamHead}, {@link
 * io.astreaming.relay.log.StoredEvent}, {@link io.astreaming.relay.log.Seal}), the port to it ({@link
 * io.astreaming.relay.log.StreamLog}), and a log in memory.
 */
@NullMarked
package io.astreaming.relay.log;

import org.jspecify.annotations.NullMarked;
