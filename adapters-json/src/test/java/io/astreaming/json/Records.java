package io.astreaming.json;

import io.astreaming.json.closed.Closed;
import io.astreaming.request.Description;
import jakarta.json.JsonValue;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records for tests. Public within a holder that isn't: JSON-B can do with that. */
public final class Records {
    private Records() {}

    @Description("How hard it is")
    public enum Level {
        LOW,
        LOWER
    }

    @Description("Something to cook")
    public record Recipe(
            @Description("As on a menu") String title,
            @JsonbProperty("prep_time") Integer prepTime,
            Level level,
            List<Step> steps,
            Set<String> tags,
            @JsonbNillable String note) {}

    public record Step(String text, int minutes) {}

    public record Arrays(String[] words, Step[] steps, int[] numbers, Collection<Boolean> flags) {}

    public record Tree(String name, @Nullable Tree left, List<Tree> children) {}

    public record Forest(Tree tree, @Nullable Tree other) {}

    /** Several of one simple name, and one whose name is what a second of that name might get. */
    public record Woods(Tree tree, Tree2 second, Others.Tree other) {}

    public record Tree2(@Nullable Tree2 second) {}

    public static final class Others {
        private Others() {}

        public record Tree(@Nullable Tree other) {}
    }

    public record Numbers(
            byte b, short s, int i, long l, float f, double d, BigInteger integer, BigDecimal decimal, boolean flag) {}

    public record Times(
            LocalDate date,
            Instant instant,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            OffsetTime time,
            LocalDateTime local,
            LocalTime localTime,
            Duration duration,
            UUID uuid) {}

    public record Loose(Object any, JsonValue json, Map<String, Step> map) {}

    public record Absences(
            Optional<String> text, OptionalInt number, Optional<Step> step, List<Optional<String>> texts) {}

    public record Adapted(
            @JsonbTypeAdapter(LevelInLowerCase.class) Level level,
            @JsonbDateFormat("dd.MM.yyyy") LocalDate day) {}

    public static final class LevelInLowerCase implements JsonbAdapter<Level, String> {
        @Override
        public String adaptToJson(Level level) {
            return level.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Level adaptFromJson(String name) {
            return Level.valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    public record Picky(String first, String second) {
        public Picky {
            Objects.requireNonNull(first, "secret");
            if (first.equals("bad")) {
                throw new IllegalArgumentException("secret " + first);
            }
        }
    }

    public record Chosen(String text, int number) {
        @JsonbCreator
        public Chosen {}

        public Chosen(String text) {
            this(text, 1);
        }
    }

    // What is refused.

    public record Several(String text, int number) {
        private Several(String text) {
            this(text, 1);
        }
    }

    public record Made(String text) {
        @JsonbCreator
        public static Made of(@JsonbProperty("other") String other) {
            return new Made(other);
        }
    }

    record Hidden(String text) {}

    public record HoldsHidden(List<Hidden> hidden) {}

    public record HoldsClosed(Closed closed) {}

    public record Endless(String text, Endless self) {}

    public record Generic<T>(T value) {}

    public record HoldsGeneric(Generic<String> generic) {}

    public record HoldsMap(Map<String, String> map) {}

    public record HoldsNumbersByNumber(Map<Integer, String> map) {}

    public record HoldsAny(List<Object> any) {}

    public record HoldsChar(char letter) {}

    public record HoldsRaw(@SuppressWarnings("rawtypes") List raw) {}

    public record HoldsTransient(
            String text, @JsonbTransient String hidden) {}

    public record Twice(String a, @JsonbProperty("a") String b) {}
}
