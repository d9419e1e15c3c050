package io.astreaming.json.error;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.port.ResponseHead;
import jakarta.json.stream.JsonParser.Event;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a response asks us to wait: {@code retry-after-ms}, or {@code retry-after} in seconds or as a date (RFC
 * 9110, 10.2.3); in the body a member such as Google's {@code retryDelay}, or words such as "try again in 1.5s". Never
 * negative, and never more than a day. Thread-safe.
 */
final class RetryAfterHeader {
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{0,9})?) ?";
    private static final String UNIT =
            "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z])[ ,]{0,2}+";
    private static final Pattern PART = Pattern.compile(NUMBER + UNIT);
    private static final Pattern WORDS = Pattern.compile(
            "(?:try again|retry|wait)(?: again)?(?: in| after| for)? ((?:" + NUMBER + UNIT + "){1,4}+)",
            Pattern.CASE_INSENSITIVE);
    /** Advice stands at the beginning of a message, or soon. */
    private static final int LONGEST_WORDS = 2_000;

    private final Clock clock;

    RetryAfterHeader(Clock clock) {
        this.clock = clock;
    }

    /** The advice; null where there is none that makes sense. */
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

    /** The advice that a value of a body holds, however deep; null where there is none. */
    static @Nullable Duration in(JsonTokens in) {
        Duration wait = null;
        if (in.event() == Event.START_ARRAY) {
            while (in.element()) {
                Duration found = in(in);
                wait = wait == null ? found : wait;
            }
        } else if (in.event() == Event.START_OBJECT) {
            for (String name = in.member(); name != null; name = in.member()) {
                Duration found = member(ErrorFields.plain(name), in);
                wait = wait == null ? found : wait;
            }
        }
        return wait;
    }

    private static @Nullable Duration member(String name, JsonTokens in) {
        boolean scalar = in.event() == Event.VALUE_STRING || in.event() == Event.VALUE_NUMBER;
        if (!scalar) {
            return in(in);
        }
        String value = in.string();
        return switch (name) {
            case "retryafterms" -> number(value, 1);
            case "retryafter", "retryafterseconds" -> number(value, 1_000);
            case "retrydelay" -> value.endsWith("s") ? number(value.substring(0, value.length() - 1), 1_000) : null;
            default -> null;
        };
    }

    /** The advice in a message; null where there is none. */
    static @Nullable Duration in(String message) {
        Matcher words = WORDS.matcher(message.substring(0, Math.min(message.length(), LONGEST_WORDS)));
        if (!words.find()) {
            return null;
        }
        double millis = 0;
        Matcher parts = PART.matcher(words.group(1).toLowerCase(Locale.ROOT));
        while (parts.find()) {
            millis += Double.parseDouble(parts.group(1)) * unitMillis(parts.group(2));
        }
        return atMost(Duration.ofMillis((long) Math.ceil(millis)));
    }

    private static long unitMillis(String unit) {
        if (unit.startsWith("ms") || unit.startsWith("milli")) {
            return 1;
        }
        return switch (unit.charAt(0)) {
            case 's' -> 1_000;
            case 'm' -> 60_000;
            default -> 3_600_000;
        };
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
