package io.astreaming.port;

import java.time.Duration;

/**
 * How long we wait. Comments and pings of the provider are signs of life (idle starts anew) but no progress (first content
 * doesn't). Only the time in which somebody waits for the provider counts, but for the whole stream, which takes what it takes.
 * A longer time than 100 years means 100 years, so that any duration may stand for "for ever".
 *
 * @param connect for the connection
 * @param headers for the response's headers
 * @param firstContent for the first content, from the start of the request
 * @param idle for the next byte of any kind
 * @param total for the whole stream, from the start of the request
 * @param afterFinish for usage and {@code [DONE]} after every choice has finished; no error when it passes
 */
public record StreamTimeouts(
        Duration connect,
        Duration headers,
        Duration firstContent,
        Duration idle,
        Duration total,
        Duration afterFinish) {
    /** Clocks count in nanoseconds, which end after 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** 10 s, 2 min, 5 min, 2 min, 1 h, and 2 s. */
    public static final StreamTimeouts DEFAULT = new StreamTimeouts(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofSeconds(2));

    /** Refuses waits that aren't positive. */
    public StreamTimeouts {
        connect = bounded(connect, "connect");
        headers = bounded(headers, "headers");
        firstContent = bounded(firstContent, "firstContent");
        idle = bounded(idle, "idle");
        total = bounded(total, "total");
        afterFinish = bounded(afterFinish, "afterFinish");
    }

    private static Duration bounded(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }
}
