package io.astreaming.port;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One of a provider's rate limits, as the headers of a response report it: {@code x-ratelimit-limit-tokens} and its like
 * at OpenAI and most others, {@code anthropic-ratelimit-tokens-limit} and its like at Anthropic. A
 * {@link StreamListener} reads them from the head of each response.
 *
 * @param name what is limited, such as {@code requests}, {@code tokens} or {@code input-tokens}
 * @param limit how many are allowed in the provider's period; null if it isn't reported
 * @param remaining how many are left; null if it isn't reported
 * @param reset how long it takes until all are available again, between 0 and a day; null if it isn't reported
 */
public record RateLimit(
        String name,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Duration reset) {
    private static final String OF_MOST = "x-ratelimit-";
    private static final String OF_ANTHROPIC = "anthropic-ratelimit-";
    private static final List<String> WHATS = List.of("limit", "remaining", "reset");
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_VALUE = 40;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** No provider has more; the headers of a hostile one may name any number. */
    private static final int MOST = 20;

    /**
     * Reads the limits that a response reports.
     *
     * @param head the response's head
     * @param received when it arrived, for resets that are dates; the response's own {@code date} counts more
     * @return the limits by name; empty if there are none
     */
    public static List<RateLimit> of(ResponseHead head, Instant received) {
        Set<String> names = new TreeSet<>();
        for (String header : head.headers().keySet()) {
            String name = name(header.toLowerCase(Locale.ROOT));
            if (!name.isEmpty() && name.length() <= LONGEST_NAME && names.size() < MOST) {
                names.add(name);
            }
        }
        Instant now = date(head.header("date"), received);
        List<RateLimit> limits = new ArrayList<>();
        for (String name : names) {
            limits.add(new RateLimit(
                    name,
                    count(value(head, name, "limit")),
                    count(value(head, name, "remaining")),
                    reset(value(head, name, "reset"), now)));
        }
        return limits;
    }

    /** {@return whether nothing is left} */
    public boolean isExhausted() {
        return remaining != null && remaining == 0;
    }

    /** Returns the name of the limit that a header is about; empty if it is about none. */
    private static String name(String header) {
        for (String what : WHATS) {
            if (header.startsWith(OF_MOST + what + "-")) {
                return header.substring(OF_MOST.length() + what.length() + 1);
            } else if (header.startsWith(OF_ANTHROPIC) && header.endsWith("-" + what)) {
                int end = header.length() - what.length() - 1;
                return end > OF_ANTHROPIC.length() ? header.substring(OF_ANTHROPIC.length(), end) : "";
            }
        }
        return "";
    }

    private static @Nullable String value(ResponseHead head, String name, String what) {
        String value = head.header("x-ratelimit-" + what + "-" + name);
        return value == null ? head.header("anthropic-ratelimit-" + name + "-" + what) : value;
    }

    private static @Nullable Long count(@Nullable String value) {
        return value != null && value.strip().matches("[0-9]{1,18}") ? Long.valueOf(value.strip()) : null;
    }

    /** Reads a duration such as {@code 1m3s} or {@code 12ms}, a number of seconds, or a date (RFC 3339). */
    private static @Nullable Duration reset(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.strip().toLowerCase(Locale.ROOT);
        double millis = text.length() <= LONGEST_VALUE ? millis(text) : -1;
        if (millis >= 0) {
            return bounded(Duration.ofMillis((long) Math.ceil(millis)));
        }
        Instant until = instant(value.strip());
        return until == null ? null : bounded(Duration.between(now, until));
    }

    /** Returns numbers with units, such as {@code 1m3s}, in milliseconds; -1 if the text is something else. */
    private static double millis(String text) {
        double millis = 0;
        int at = 0;
        while (at < text.length() || at == 0) {
            int unit = at;
            while (unit < text.length() && "0123456789.".indexOf(text.charAt(unit)) >= 0) {
                unit++;
            }
            int next = unit;
            while (next < text.length() && Character.isLetter(text.charAt(next))) {
                next++;
            }
            long factor =
                    next == unit && at == 0 && next == text.length() ? 1_000 : unitMillis(text.substring(unit, next));
            if (factor < 0 || !text.substring(at, unit).matches("[0-9]{1,9}(?:\\.[0-9]{1,9})?")) {
                return -1;
            }
            millis += Double.parseDouble(text.substring(at, unit)) * factor;
            at = next;
        }
        return millis;
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> -1;
        };
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable Instant instant(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant date(@Nullable String value, Instant otherwise) {
        try {
            return value == null
                    ? otherwise
                    : ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
