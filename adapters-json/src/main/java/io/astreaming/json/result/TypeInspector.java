package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.ArrayType;
import io.astreaming.json.result.ResultType.AtomicType;
import io.astreaming.json.result.ResultType.Component;
import io.astreaming.json.result.ResultType.EnumType;
import io.astreaming.json.result.ResultType.MapType;
import io.astreaming.json.result.ResultType.NullableType;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.request.Description;
import jakarta.json.bind.Jsonb;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a record by reflection as a result's type, with the names and forms that JSON-B's annotations give it. An
 * inspector reads one record and those within it. Not thread-safe.
 */
public final class TypeInspector {
    private final boolean strict;
    private final Jsonb jsonb;
    private final Map<Class<?>, RecordType> records = new HashMap<>();

    /** The records that contain each other by components that can't be absent, the outermost first. */
    private List<Class<?>> chain = new ArrayList<>();

    private TypeInspector(boolean strict, Jsonb jsonb) {
        this.strict = strict;
        this.jsonb = jsonb;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if JSON-B or strict mode doesn't support it; the message says what to do
     */
    public static RecordType read(Class<?> type, boolean strict, Jsonb jsonb) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("a result is a record, and " + type.getName()
                    + " isn't: wrap it in one, since a schema has an object at" + " its root");
        }
        return new TypeInspector(strict, jsonb).recordType(type, type.getName());
    }

    private RecordType recordType(Class<?> type, String where) {
        if (chain.contains(type)) {
            throw refused(
                    where,
                    "a record that always contains itself has no end",
                    "make the component Optional or @Nullable");
        }
        RecordType known = records.get(type);
        if (known != null) {
            return known;
        }
        if (type.getTypeParameters().length > 0) {
            throw refused(where, "a generic record has no schema of its own", "write one for the type that is meant");
        }
        RecordAccess.check(type);
        RecordType recordType = new RecordType(type, AnnotatedComponent.text(type.getAnnotation(Description.class)));
        records.put(type, recordType);
        chain.add(type);
        for (RecordComponent each : type.getRecordComponents()) {
            AnnotatedComponent component = new AnnotatedComponent(each);
            component.checkNotTransient();
            Component previous = recordType.components.put(
                    component.wireName(),
                    new Component(type(component), each.getType().isPrimitive(), component.description()));
            if (previous != null) {
                throw refused(component.path(), "two components have this name in JSON", "rename one");
            }
        }
        chain.remove(type);
        return recordType;
    }

    private ResultType type(AnnotatedComponent component) {
        ResultType type = component.isNullable()
                ? new NullableType(behindAbsence(() -> declaredType(component)))
                : declaredType(component);
        return type instanceof NullableType twice && twice.type() instanceof NullableType once ? once : type;
    }

    private ResultType declaredType(AnnotatedComponent component) {
        Type adapted = component.adaptedType();
        if (adapted != null) {
            return new AtomicType(type(adapted, component.path()));
        }
        return component.hasFormat()
                ? new AtomicType(new ResultType.Text(null))
                : type(component.genericType(), component.path());
    }

    private ResultType type(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), where);
        }
        if (!(type instanceof Class<?> plain)) {
            throw refused(where, "a type variable has no schema", "name the type");
        }
        ResultType simple = ScalarTypes.of(plain);
        if (simple instanceof NullableType) {
            checkOptional(where);
        }
        if (simple != null) {
            if (strict && simple instanceof ResultType.Any) {
                throw refused(
                        where,
                        "strict mode has no schema that accepts any JSON",
                        "name a type, or call withStrict(false)");
            }
            return simple;
        }
        if (plain.isRecord()) {
            return recordType(plain, where);
        }
        if (plain.isEnum()) {
            return new EnumType(
                    plain,
                    AnnotatedComponent.text(plain.getAnnotation(Description.class)),
                    Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        }
        if (plain.isArray()) {
            return new ArrayType(behindAbsence(() -> type(plain.getComponentType(), where)));
        }
        throw refused(
                where,
                "there is no schema for " + plain.getName(),
                "use a record, an enum, a list, a simple type, or a @JsonbTypeAdapter");
    }

    private ResultType generic(Class<?> raw, Type[] arguments, String where) {
        if (raw == Optional.class) {
            checkOptional(where);
            return new NullableType(behindAbsence(() -> type(arguments[0], where)));
        }
        if (raw == List.class || raw == Collection.class) {
            return new ArrayType(behindAbsence(() -> type(arguments[0], where)));
        }
        if (raw == Set.class) {
            return new ArrayType(new AtomicType(behindAbsence(() -> type(arguments[0], where))));
        }
        if (raw == Map.class && arguments[0] == String.class) {
            if (strict) {
                throw refused(where, "strict mode has no maps", "use a list of entries, or call withStrict(false)");
            }
            return new MapType(behindAbsence(() -> type(arguments[1], where)));
        }
        throw refused(
                where,
                "there is no schema for such a " + raw.getName(),
                "use List, Set, Optional, or Map with String keys");
    }

    private void checkOptional(String where) {
        if (!OptionalProbe.passes(jsonb)) {
            throw refused(
                    where,
                    "this provider of JSON-B can't create an Optional for a record",
                    "annotate the component with @Nullable or @JsonbNillable instead, and box a primitive");
        }
    }

    /** Reads a type whose value may be null or empty: within it, a record may contain itself. */
    private ResultType behindAbsence(Supplier<ResultType> reading) {
        List<Class<?>> outer = chain;
        chain = new ArrayList<>();
        ResultType type = reading.get();
        chain = outer;
        return type;
    }

    /** Returns the exception for a type that isn't supported. */
    static IllegalArgumentException refused(String where, String why, String what) {
        return new IllegalArgumentException(where + ": " + why + "; " + what);
    }
}
