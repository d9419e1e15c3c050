/**
 * The event loop of the replay server, its channels, plain and TLS, and what bounds and admits connections. The package is not exported. Start at
 * {@link io.astreaming.replay.net.EventLoop}.
 */
@NullMarked
package io.astreaming.replay.net;

import org.jspecify.annotations.NullMarked;
