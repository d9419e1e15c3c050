package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.Any;
import io.astreaming.json.result.ResultType.AtomicType;
import io.astreaming.json.result.ResultType.Bool;
import io.astreaming.json.result.ResultType.Decimal;
import io.astreaming.json.result.ResultType.Integral;
import io.astreaming.json.result.ResultType.NullableType;
import io.astreaming.json.result.ResultType.Text;
import jakarta.json.JsonValue;
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
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types that every provider of JSON-B binds by itself, and all in the same way. */
final class ScalarTypes {
    private static final ResultType INT = between(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final ResultType LONG = between(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final ResultType DOUBLE = new Decimal(Double.MAX_VALUE);

    private static final Map<Class<?>, ResultType> TYPES = Map.ofEntries(
            Map.entry(String.class, new Text(null)),
            Map.entry(boolean.class, new Bool()),
            Map.entry(Boolean.class, new Bool()),
            Map.entry(byte.class, between(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(Byte.class, between(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(short.class, between(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(Short.class, between(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(BigInteger.class, new Integral(null, null)),
            Map.entry(float.class, new Decimal((double) Float.MAX_VALUE)),
            Map.entry(Float.class, new Decimal((double) Float.MAX_VALUE)),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigDecimal.class, new Decimal(null)),
            Map.entry(OptionalInt.class, new NullableType(INT)),
            Map.entry(OptionalLong.class, new NullableType(LONG)),
            Map.entry(OptionalDouble.class, new NullableType(DOUBLE)),
            Map.entry(LocalDate.class, text("date")),
            Map.entry(Instant.class, text("date-time")),
            Map.entry(OffsetDateTime.class, text("date-time")),
            Map.entry(ZonedDateTime.class, text("date-time")),
            Map.entry(OffsetTime.class, text("time")),
            Map.entry(LocalDateTime.class, text(null)),
            Map.entry(LocalTime.class, text(null)),
            Map.entry(Duration.class, text("duration")),
            Map.entry(UUID.class, text("uuid")),
            Map.entry(Object.class, new Any()),
            Map.entry(JsonValue.class, new Any()));

    private ScalarTypes() {}

    /** Returns a Java type as a result's type; null if it isn't one of these. */
    static @Nullable ResultType of(Class<?> type) {
        return TYPES.get(type);
    }

    private static ResultType between(long min, long max) {
        return new Integral(BigInteger.valueOf(min), BigInteger.valueOf(max));
    }

    private static ResultType text(@Nullable String format) {
        return new AtomicType(new Text(format));
    }
}
