/**
 * A small HTTP server on an event loop: its channels, plain and TLS, what bounds and admits connections, and responses that
 * may last. Only the command line sees this package beside the replay server. Start at {@link
 * io.astreaming.replay.net.HttpServer}.
 */
@NullMarked
package io.astreaming.replay.net;

import org.jspecify.annotations.NullMarked;
