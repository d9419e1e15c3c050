/**
 * The event loop of the replay server and its channels, plain and TLS. The package is not exported. Start at
 * {@link io.astreaming.replay.net.EventLoop}.
 */
@NullMarked
package io.astreaming.replay.net;

import org.jspecify.annotations.NullMarked;
