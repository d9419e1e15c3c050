package io.astreaming.cdi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one endpoint, read when they are asked for. A value that can't be used is an {@link
 * IllegalArgumentException} whose message names the property and never shows the value, which may be a secret in the
 * wrong place. Thread-safe.
 */
final class EndpointConfig {
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,18})\\s*(ns|us|ms|s|m|h|d)?");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "us", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private final Config config;
    private final String prefix;

    private EndpointConfig(Config config, String prefix) {
        this.config = config;
        this.prefix = prefix;
    }

    static EndpointConfig of(Config config, String endpoint) {
        return new EndpointConfig(
                config,
                endpoint.equals(ChatEndpoint.DEFAULT) ? "astreaming." : "astreaming.endpoints." + endpoint + ".");
    }

    /** {@return a property's whole name} */
    String name(String property) {
        return prefix + property;
    }

    /**
     * {@return a property's value; null if there is none, if it is blank, or if it refers to a variable that isn't set}
     */
    @Nullable
    String text(String property) {
        return present(() -> config.getOptionalValue(name(property), String.class))
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !(value.startsWith("${") && value.endsWith("}")))
                .orElse(null);
    }

    @Nullable
    List<String> texts(String property) {
        return present(() -> config.getOptionalValues(name(property), String.class))
                .orElse(null);
    }

    /** SmallRye throws where a value refers to a variable that isn't set. */
    private static <T> Optional<T> present(Supplier<Optional<T>> value) {
        try {
            return value.get();
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** {@return the properties below a property, by the rest of their names} */
    Map<String, String> textsBelow(String property) {
        String below = name(property) + ".";
        Map<String, String> texts = new LinkedHashMap<>();
        for (String each : config.getPropertyNames()) {
            if (each.startsWith(below)) {
                String rest = each.substring(below.length());
                String value = text(property + "." + rest);
                if (value != null) {
                    texts.put(unquoted(rest), value);
                }
            }
        }
        return texts;
    }

    /** MicroProfile quotes the part of a name that has a dot. */
    private static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /**
     * Applies a property to an object that is configured.
     *
     * @param target what to configure
     * @param property the property
     * @param parser reads the value
     * @param setter hands it to the target, whose checks decide whether it is allowed
     * @return what the setter returns; the target itself if there is no such property
     */
    <T, V> T apply(T target, String property, Function<String, V> parser, Setter<T, V> setter) {
        String text = text(property);
        return text == null ? target : checked(property, () -> setter.set(target, parser.apply(text)));
    }

    <T> T checked(String property, Supplier<T> result) {
        try {
            return result.get();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name(property) + ": the value isn't a number of the right size");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name(property) + ": " + e.getMessage());
        }
    }

    static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("the value is neither true nor false");
        };
    }

    /** Reads durations as Spring Boot does, {@code 30s} or {@code PT30S}; a number alone is milliseconds. */
    static Duration parseDuration(String text) {
        Matcher simple = SIMPLE_DURATION.matcher(text);
        try {
            if (!simple.matches()) {
                return Duration.parse(text);
            }
            String unit = simple.group(2);
            return Duration.of(
                    Long.parseLong(simple.group(1)), UNITS.getOrDefault(unit == null ? "ms" : unit, ChronoUnit.MILLIS));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("the value isn't a duration such as 30s, 2m or PT30S");
        }
    }

    /** A setter that returns what it has changed. */
    @FunctionalInterface
    interface Setter<T, V> {
        T set(T target, V value);
    }
}
