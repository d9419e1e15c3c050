/**
 * Runs an engine over a transport: attempts and retries, deadlines, threads, subscriptions. Start at {@link
 * io.astreaming.client.StreamCall}. The package is not exported.
 */
@NullMarked
package io.astreaming.client;

import org.jspecify.annotations.NullMarked;
