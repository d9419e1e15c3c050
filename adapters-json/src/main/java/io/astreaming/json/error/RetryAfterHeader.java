package io.astreaming.json.error;

import io.astreaming.port.ResponseHead;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a response's headers how long to wait: {@code retry-after-ms}, or {@code retry-after} in seconds or as a
 * date (RFC 9110, 10.2.3). The duration is never negative and at most a day. Thread-safe.
 */
final class RetryAfterHeader {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Clock clock;

    RetryAfterHeader(Clock clock) {
        this.clock = clock;
    }

    /** Returns the duration; null if there is none that can be read. */
    @Nullable
    Duration in(ResponseHead head) {
        Duration millis = number(head.header("retry-after-ms"), 1);
        if (millis != null) {
            return millis;
        }
        String value = head.header("retry-after");
        Duration seconds = number(value, 1_000);
        return seconds != null ? seconds : untilDate(head, value);
    }

    /** Returns a number of units as a duration; null if the text isn't a number. */
    static @Nullable Duration number(@Nullable String value, long unitMillis) {
        if (value == null || !value.strip().matches("[0-9]{1,100}(\\.[0-9]{0,100})?")) {
            return null;
        }
        double millis = Double.parseDouble(value.strip()) * unitMillis;
        // A double beyond a long becomes the largest long.
        return atMost(Duration.ofMillis((long) Math.ceil(millis)));
    }

    /** Returns the duration until a date, by the provider's clock if the response has its time. */
    private @Nullable Duration untilDate(ResponseHead head, @Nullable String value) {
        Instant until = instant(value);
        if (until == null) {
            return null;
        }
        Instant sent = instant(head.header("date"));
        Duration wait = Duration.between(sent == null ? clock.instant() : sent, until);
        return wait.isNegative() ? Duration.ZERO : atMost(wait);
    }

    /** Returns the duration, or a day if that is shorter. */
    static Duration atMost(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable Instant instant(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
