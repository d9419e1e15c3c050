package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.Any;
import io.astreaming.json.result.ResultType.ArrayType;
import io.astreaming.json.result.ResultType.AtomicType;
import io.astreaming.json.result.ResultType.Bool;
import io.astreaming.json.result.ResultType.Component;
import io.astreaming.json.result.ResultType.EnumType;
import io.astreaming.json.result.ResultType.Integral;
import io.astreaming.json.result.ResultType.MapType;
import io.astreaming.json.result.ResultType.NullableType;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.json.result.ResultType.Text;
import io.astreaming.json.token.ParserTokens;
import jakarta.json.stream.JsonParser.Event;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON against a type before JSON-B binds it. Providers of JSON-B differ in what they accept for a type, and
 * some silently let a number overflow, drop its fraction or read it from a string. Not thread-safe.
 */
final class TypeValidator {
    /**
     * A value that doesn't fit its type.
     *
     * @param problem what is wrong, without quoting content
     * @param offset where the value begins in the text, in characters from 0
     */
    record Mismatch(String problem, int offset) {}

    private final ParserTokens in;
    private final boolean complete;

    private TypeValidator(ParserTokens in, boolean complete) {
        this.in = in;
        this.complete = complete;
    }

    /**
     * Checks the one value of a text.
     *
     * @param complete whether nothing more will arrive: then a record lacks no component but those that may be null
     * @return the first mismatch; null if the value fits the type
     */
    static @Nullable Mismatch check(ParserTokens in, ResultType type, boolean complete) {
        in.next();
        return new TypeValidator(in, complete).check(type);
    }

    private @Nullable Mismatch check(ResultType type) {
        if (type instanceof NullableType nullable) {
            return in.event() == Event.VALUE_NULL ? null : check(nullable.type());
        }
        if (type instanceof AtomicType atomic) {
            return check(atomic.type());
        }
        if (type instanceof RecordType recordType) {
            return in.event() == Event.START_OBJECT ? components(recordType) : expected("an object");
        }
        if (type instanceof ArrayType array) {
            return in.event() == Event.START_ARRAY ? elements(array) : expected("an array");
        }
        if (type instanceof MapType map) {
            return in.event() == Event.START_OBJECT ? values(map) : expected("an object");
        }
        if (type instanceof Any) {
            in.skip();
            return null;
        }
        return scalar(type);
    }

    private @Nullable Mismatch scalar(ResultType type) {
        if (type instanceof Text) {
            return in.event() == Event.VALUE_STRING ? null : expected("a string");
        }
        if (type instanceof EnumType constants) {
            boolean known =
                    in.event() == Event.VALUE_STRING && constants.names().contains(in.string());
            return known
                    ? null
                    : expected("one of the names of " + constants.javaType().getSimpleName());
        }
        if (type instanceof Bool) {
            boolean bool = in.event() == Event.VALUE_TRUE || in.event() == Event.VALUE_FALSE;
            return bool ? null : expected("true or false");
        }
        if (in.event() != Event.VALUE_NUMBER) {
            return expected(type instanceof Integral ? "a whole number" : "a number");
        }
        String problem = NumberValidator.problem(type, in.string());
        return problem == null ? null : mismatch(problem);
    }

    private @Nullable Mismatch components(RecordType recordType) {
        int start = in.mark();
        Set<String> arrived = new HashSet<>();
        for (String name = in.member(); name != null; name = in.member()) {
            Component component = recordType.components.get(name);
            if (component == null) {
                in.skip();
            } else {
                Mismatch mismatch = check(component.type());
                if (mismatch != null) {
                    return mismatch;
                }
                arrived.add(name);
            }
        }
        for (Map.Entry<String, Component> each : recordType.components.entrySet()) {
            Component component = each.getValue();
            boolean needed = complete ? !component.optional() : component.primitive();
            if (needed && !arrived.contains(each.getKey())) {
                return new Mismatch("this object has no member \"" + each.getKey() + "\"", start);
            }
        }
        return null;
    }

    private @Nullable Mismatch elements(ArrayType array) {
        while (in.element()) {
            Mismatch mismatch = check(array.elementType());
            if (mismatch != null) {
                return mismatch;
            }
        }
        return null;
    }

    private @Nullable Mismatch values(MapType map) {
        while (in.member() != null) {
            Mismatch mismatch = check(map.valueType());
            if (mismatch != null) {
                return mismatch;
            }
        }
        return null;
    }

    private Mismatch expected(String what) {
        return mismatch(what + " was expected, not " + found(in.event()));
    }

    private Mismatch mismatch(String problem) {
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
