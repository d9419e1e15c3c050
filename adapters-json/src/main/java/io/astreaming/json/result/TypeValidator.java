package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.ArrayType;
import io.astreaming.json.result.ResultType.AtomicType;
import io.astreaming.json.result.ResultType.Bool;
import io.astreaming.json.result.ResultType.Component;
import io.astreaming.json.result.ResultType.Decimal;
import io.astreaming.json.result.ResultType.EnumType;
import io.astreaming.json.result.ResultType.Integral;
import io.astreaming.json.result.ResultType.MapType;
import io.astreaming.json.result.ResultType.NullableType;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.json.result.ResultType.Text;
import io.astreaming.json.token.ParserTokens;
import jakarta.json.stream.JsonParser.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON against a form before JSON-B binds it: providers differ in what they take for what, and some let a number
 * overflow, cut its fraction off or make it of a string without a word. Not thread-safe.
 */
final class TypeValidator {
    /**
     * How many digits a whole number may have written out: more than anybody counts, and no more memory than its text.
     */
    private static final int MOST_DIGITS = 1_000;

    /**
     * What doesn't fit.
     *
     * @param problem what is wrong, without quoting content
     * @param place where in the text
     */
    record Mismatch(String problem, int place) {}

    private final ParserTokens in;
    private final boolean whole;

    private TypeValidator(ParserTokens in, boolean whole) {
        this.in = in;
        this.whole = whole;
    }

    /**
     * Checks the one value of a text; nothing comes of it if all fits.
     *
     * @param whole whether it is all that comes: then a record lacks none of its components, but for those that may be
     *     null
     */
    static @Nullable Mismatch check(ParserTokens in, ResultType shape, boolean whole) {
        in.next();
        return new TypeValidator(in, whole).check(shape);
    }

    private @Nullable Mismatch check(ResultType shape) {
        if (shape instanceof NullableType orNull) {
            return in.event() == Event.VALUE_NULL ? null : check(orNull.shape());
        }
        if (shape instanceof AtomicType opaque) {
            return check(opaque.shape());
        }
        if (shape instanceof RecordType composite) {
            return in.event() == Event.START_OBJECT ? components(composite) : expected("an object");
        }
        if (shape instanceof ArrayType items) {
            return in.event() == Event.START_ARRAY ? elements(items) : expected("an array");
        }
        if (shape instanceof MapType entries) {
            return in.event() == Event.START_OBJECT ? entries(entries) : expected("an object");
        }
        if (shape instanceof Text) {
            return in.event() == Event.VALUE_STRING ? null : expected("a string");
        }
        if (shape instanceof EnumType choice) {
            boolean known = in.event() == Event.VALUE_STRING && choice.names().contains(in.string());
            return known
                    ? null
                    : expected("one of the names of " + choice.type().getSimpleName());
        }
        if (shape instanceof Integral integral) {
            return in.event() == Event.VALUE_NUMBER ? integral(integral) : expected("a whole number");
        }
        if (shape instanceof Decimal decimal) {
            return in.event() == Event.VALUE_NUMBER ? decimal(decimal) : expected("a number");
        }
        if (shape instanceof Bool) {
            boolean bool = in.event() == Event.VALUE_TRUE || in.event() == Event.VALUE_FALSE;
            return bool ? null : expected("true or false");
        }
        in.skip();
        return null;
    }

    private @Nullable Mismatch components(RecordType composite) {
        int start = in.mark();
        Set<String> arrived = new HashSet<>();
        for (String name = in.member(); name != null; name = in.member()) {
            Component component = composite.components.get(name);
            if (component == null) {
                in.skip();
            } else {
                Mismatch misfit = check(component.shape());
                if (misfit != null) {
                    return misfit;
                }
                arrived.add(name);
            }
        }
        for (Map.Entry<String, Component> each : composite.components.entrySet()) {
            Component component = each.getValue();
            boolean needed = whole ? !component.optional() : component.primitive();
            if (needed && !arrived.contains(each.getKey())) {
                return new Mismatch("this object has no member \"" + each.getKey() + "\"", start);
            }
        }
        return null;
    }

    private @Nullable Mismatch elements(ArrayType items) {
        while (in.element()) {
            Mismatch misfit = check(items.each());
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    private @Nullable Mismatch entries(MapType entries) {
        while (in.member() != null) {
            Mismatch misfit = check(entries.each());
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    private @Nullable Mismatch integral(Integral range) {
        BigDecimal number = number();
        if (number == null || (long) number.precision() - number.scale() > MOST_DIGITS) {
            return misfit("the number is too large");
        }
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            return expected("a whole number");
        }
        BigInteger value = number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact();
        boolean low = range.least() != null && value.compareTo(range.least()) < 0;
        boolean high = range.most() != null && value.compareTo(range.most()) > 0;
        return low || high ? misfit("the number must lie between " + range.least() + " and " + range.most()) : null;
    }

    private @Nullable Mismatch decimal(Decimal range) {
        BigDecimal number = number();
        Double largest = range.largest();
        boolean large = number == null || (largest != null && Math.abs(number.doubleValue()) > largest);
        return large ? misfit("the number is too large") : null;
    }

    private @Nullable BigDecimal number() {
        try {
            return new BigDecimal(in.string());
        } catch (NumberFormatException e) {
            return null; // an exponent beyond an int
        }
    }

    private Mismatch expected(String what) {
        return misfit(what + " was expected, not " + found(in.event()));
    }

    private Mismatch misfit(String problem) {
        return new Mismatch(problem, in.mark());
    }

    private static String found(Event event) {
        return switch (event) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "this string";
            case VALUE_NUMBER -> "this number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            default -> "null";
        };
    }
}
