package io.astreaming.app.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests are sent.
 *
 * @param requests how many are measured
 * @param warmup how many are sent before, and not measured
 * @param concurrency how many streams are open at once, at most
 * @param rate how many requests are due a second, whether or not others have ended; null to send one when another ends
 * @param duration after which no more are sent
 */
record Load(
        int requests, int warmup, int concurrency, @Nullable Double rate, Duration duration) {
    /** Returns when a request is due, in nanoseconds since the first; null if it is due when another ends. */
    @Nullable
    Long due(int index) {
        return rate == null ? null : (long) (index * (1e9 / rate));
    }

    String description() {
        return rate == null ? "concurrency " + concurrency : Numbers.plain(rate) + " requests a second";
    }
}
