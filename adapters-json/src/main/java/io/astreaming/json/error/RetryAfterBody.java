package io.astreaming.json.error;

import io.astreaming.json.token.JsonTokens;
import jakarta.json.stream.JsonParser.Event;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the body of an error how long to wait: a member such as Google's {@code retryDelay}, or words such as "try
 * again in 1.5s". The duration is never negative and at most a day.
 */
final class RetryAfterBody {
    private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{0,9})?) ?";
    private static final String UNIT =
            "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z])[ ,]{0,2}+";
    private static final Pattern PART = Pattern.compile(NUMBER + UNIT);
    private static final Pattern WORDS = Pattern.compile(
            "(?:try again|retry|wait)(?: again)?(?: in| after| for)? ((?:" + NUMBER + UNIT + "){1,4}+)",
            Pattern.CASE_INSENSITIVE);
    /** How many characters of a message are searched. */
    private static final int SEARCHED = 2_000;

    private RetryAfterBody() {}

    /** Returns the duration in a value of a body, at any depth; null if there is none. */
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
            case "retryafterms" -> RetryAfterHeader.number(value, 1);
            case "retryafter", "retryafterseconds" -> RetryAfterHeader.number(value, 1_000);
            case "retrydelay" ->
                value.endsWith("s") ? RetryAfterHeader.number(value.substring(0, value.length() - 1), 1_000) : null;
            default -> null;
        };
    }

    /** Returns the duration in a message; null if there is none. */
    static @Nullable Duration in(String message) {
        Matcher words = WORDS.matcher(message.substring(0, Math.min(message.length(), SEARCHED)));
        if (!words.find()) {
            return null;
        }
        double millis = 0;
        Matcher parts = PART.matcher(words.group(1).toLowerCase(Locale.ROOT));
        while (parts.find()) {
            millis += Double.parseDouble(parts.group(1)) * unitMillis(parts.group(2));
        }
        return RetryAfterHeader.atMost(Duration.ofMillis((long) Math.ceil(millis)));
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
}
