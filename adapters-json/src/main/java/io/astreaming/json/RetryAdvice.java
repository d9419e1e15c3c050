package io.astreaming.json;

import io.astreaming.port.ResponseHead;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long a response asks us to wait: {@code retry-after-ms}, or {@code retry-after} in seconds or as a date (RFC 9110,
 * 10.2.3). Never negative, and never more than a day. Thread-safe.
 */
final class RetryAdvice {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Clock clock;

    RetryAdvice(Clock clock) {
        this.clock = clock;
    }

    /** The advice; absent where there is none that makes sense. */
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

    private static @Nullable Duration number(@Nullable String value, long unitMillis) {
        if (value == null || !value.strip().matches("[0-9]{1,100}(\\.[0-9]{0,100})?")) {
            return null;
        }
        double millis = Double.parseDouble(value.strip()) * unitMillis;
        // A double that is too big for a long becomes the biggest one.
        return atMost(Duration.ofMillis((long) Math.ceil(millis)));
    }

    /** The provider's own clock counts where it tells the time. */
    private @Nullable Duration untilDate(ResponseHead head, @Nullable String value) {
        Instant until = instant(value);
        if (until == null) {
            return null;
        }
        Instant sent = instant(head.header("date"));
        Duration wait = Duration.between(sent == null ? clock.instant() : sent, until);
        return wait.isNegative() ? Duration.ZERO : atMost(wait);
    }

    private static Duration atMost(Duration wait) {
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
