package io.astreaming.json;

import io.astreaming.json.Shape.Bool;
import io.astreaming.json.Shape.Choice;
import io.astreaming.json.Shape.Component;
import io.astreaming.json.Shape.Composite;
import io.astreaming.json.Shape.Decimal;
import io.astreaming.json.Shape.Entries;
import io.astreaming.json.Shape.Integral;
import io.astreaming.json.Shape.Items;
import io.astreaming.json.Shape.Opaque;
import io.astreaming.json.Shape.OrNull;
import io.astreaming.json.Shape.Text;
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
final class Fit {
    /** How many digits a whole number may have written out: more than anybody counts, and no more memory than its text. */
    private static final int MOST_DIGITS = 1_000;

    /**
     * What doesn't fit.
     *
     * @param problem what is wrong, without quoting content
     * @param place where in the text
     */
    record Misfit(String problem, int place) {}

    private final JsonReader in;
    private final boolean whole;

    private Fit(JsonReader in, boolean whole) {
        this.in = in;
        this.whole = whole;
    }

    /**
     * Checks the one value of a text; nothing comes of it if all fits.
     *
     * @param whole whether it is all that comes: then a record lacks none of its components, but for those that may be null
     */
    static @Nullable Misfit check(JsonReader in, Shape shape, boolean whole) {
        in.next();
        return new Fit(in, whole).check(shape);
    }

    private @Nullable Misfit check(Shape shape) {
        if (shape instanceof OrNull orNull) {
            return in.event() == Event.VALUE_NULL ? null : check(orNull.shape());
        }
        if (shape instanceof Opaque opaque) {
            return check(opaque.shape());
        }
        if (shape instanceof Composite composite) {
            return in.event() == Event.START_OBJECT ? components(composite) : expected("an object");
        }
        if (shape instanceof Items items) {
            return in.event() == Event.START_ARRAY ? elements(items) : expected("an array");
        }
        if (shape instanceof Entries entries) {
            return in.event() == Event.START_OBJECT ? entries(entries) : expected("an object");
        }
        if (shape instanceof Text) {
            return in.event() == Event.VALUE_STRING ? null : expected("a string");
        }
        if (shape instanceof Choice choice) {
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

    private @Nullable Misfit components(Composite composite) {
        int start = in.mark();
        Set<String> arrived = new HashSet<>();
        for (String name = in.member(); name != null; name = in.member()) {
            Component component = composite.components.get(name);
            if (component == null) {
                in.skip();
            } else {
                Misfit misfit = check(component.shape());
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
                return new Misfit("this object has no member \"" + each.getKey() + "\"", start);
            }
        }
        return null;
    }

    private @Nullable Misfit elements(Items items) {
        while (in.element()) {
            Misfit misfit = check(items.each());
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    private @Nullable Misfit entries(Entries entries) {
        while (in.member() != null) {
            Misfit misfit = check(entries.each());
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    private @Nullable Misfit integral(Integral range) {
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

    private @Nullable Misfit decimal(Decimal range) {
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

    private Misfit expected(String what) {
        return misfit(what + " was expected, not " + found(in.event()));
    }

    private Misfit misfit(String problem) {
        return new Misfit(problem, in.mark());
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
