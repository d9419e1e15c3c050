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
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the form of a record by reflection, as JSON-B's annotations have it. Made for one record; not thread-safe.
 */
public final class TypeInspector {
    private final boolean strict;
    private final Jsonb jsonb;
    private final Map<Class<?>, RecordType> composites = new HashMap<>();

    /** The records that hold each other by components that can't be absent, outermost first. */
    private List<Class<?>> chain = new ArrayList<>();

    private TypeInspector(boolean strict, Jsonb jsonb) {
        this.strict = strict;
        this.jsonb = jsonb;
    }

    /**
     * The form of a record.
     *
     * @throws IllegalArgumentException if JSON-B, or strict mode, can't do with it; says what to do
     */
    public static RecordType read(Class<?> type, boolean strict, Jsonb jsonb) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("a result is a record, and " + type.getName()
                    + " isn't: wrap it in one, since a schema has an object at" + " its root");
        }
        return new TypeInspector(strict, jsonb).composite(type, type.getName());
    }

    private RecordType composite(Class<?> type, String where) {
        if (chain.contains(type)) {
            throw refused(
                    where, "a record that always holds itself has no end", "make the component Optional or @Nullable");
        }
        RecordType known = composites.get(type);
        if (known != null) {
            return known;
        }
        if (type.getTypeParameters().length > 0) {
            throw refused(where, "a generic record has no schema of its own", "write one for the type that is meant");
        }
        RecordAccess.check(type);
        RecordType composite = new RecordType(type, description(type.getAnnotation(Description.class)));
        composites.put(type, composite);
        chain.add(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = type.getName() + "." + component.getName();
            Field field = field(component);
            if (field.isAnnotationPresent(JsonbTransient.class)) {
                throw refused(name, "JSON-B binds a record's component even if it is @JsonbTransient", "leave it out");
            }
            Component previous = composite.components.put(
                    wireName(field),
                    new Component(
                            shape(component, field, name),
                            component.getType().isPrimitive(),
                            description(component.getAnnotation(Description.class))));
            if (previous != null) {
                throw refused(name, "two components have this name in JSON", "rename one");
            }
        }
        chain.remove(type);
        return composite;
    }

    private ResultType shape(RecordComponent component, Field field, String name) {
        ResultType shape = isNullable(component, field)
                ? new NullableType(behindAbsence(() -> annotated(component, field, name)))
                : annotated(component, field, name);
        return shape instanceof NullableType twice && twice.shape() instanceof NullableType once ? once : shape;
    }

    private ResultType annotated(RecordComponent component, Field field, String name) {
        JsonbTypeAdapter adapter = field.getAnnotation(JsonbTypeAdapter.class);
        if (adapter != null) {
            return new AtomicType(shape(adapted(adapter.value(), name), name));
        }
        if (field.isAnnotationPresent(JsonbTypeDeserializer.class)) {
            throw refused(name, "what a deserializer takes can't be told", "use a @JsonbTypeAdapter");
        }
        if (field.isAnnotationPresent(JsonbDateFormat.class) || field.isAnnotationPresent(JsonbNumberFormat.class)) {
            return new AtomicType(new ResultType.Text(null));
        }
        return shape(component.getGenericType(), name);
    }

    private ResultType shape(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), where);
        }
        if (!(type instanceof Class<?> plain)) {
            throw refused(where, "a type that is variable has no schema", "name the type");
        }
        ResultType simple = ScalarTypes.of(plain);
        if (simple instanceof NullableType) {
            checkOptional(where);
        }
        if (simple != null) {
            if (strict && simple instanceof ResultType.Any) {
                throw refused(
                        where, "strict mode has no place for any JSON at all", "name a type, or say withStrict(false)");
            }
            return simple;
        }
        if (plain.isRecord()) {
            return composite(plain, where);
        }
        if (plain.isEnum()) {
            return new EnumType(
                    plain,
                    description(plain.getAnnotation(Description.class)),
                    Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        }
        if (plain.isArray()) {
            return new ArrayType(behindAbsence(() -> shape(plain.getComponentType(), where)));
        }
        throw refused(
                where,
                "there is no schema for " + plain.getName(),
                "use a record, an enum, a list, a simple type, or a @JsonbTypeAdapter");
    }

    private ResultType generic(Class<?> raw, Type[] arguments, String where) {
        if (raw == Optional.class) {
            checkOptional(where);
            return new NullableType(behindAbsence(() -> shape(arguments[0], where)));
        }
        if (raw == List.class || raw == Collection.class) {
            return new ArrayType(behindAbsence(() -> shape(arguments[0], where)));
        }
        if (raw == Set.class) {
            return new ArrayType(new AtomicType(behindAbsence(() -> shape(arguments[0], where))));
        }
        if (raw == Map.class && arguments[0] == String.class) {
            if (strict) {
                throw refused(where, "strict mode has no maps", "use a list of entries, or say withStrict(false)");
            }
            return new MapType(behindAbsence(() -> shape(arguments[1], where)));
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
                    "this provider of JSON-B can't make an Optional for a record",
                    "annotate the component with @Nullable or @JsonbNillable instead, and box a primitive");
        }
    }

    /** Reads what may be absent, or hold nothing: from there a record may hold itself. */
    private ResultType behindAbsence(Supplier<ResultType> reading) {
        List<Class<?>> outer = chain;
        chain = new ArrayList<>();
        ResultType shape = reading.get();
        chain = outer;
        return shape;
    }

    private static Type adapted(Class<?> adapter, String where) {
        for (Type type : adapter.getGenericInterfaces()) {
            if (type instanceof ParameterizedType generic && generic.getRawType() == JsonbAdapter.class) {
                return generic.getActualTypeArguments()[1];
            }
        }
        throw refused(where, "what the adapter makes can't be told", "let it implement JsonbAdapter itself");
    }

    private static Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String wireName(Field field) {
        JsonbProperty property = field.getAnnotation(JsonbProperty.class);
        return property == null || property.value().isEmpty() ? field.getName() : property.value();
    }

    /** Null is welcome if JSON-B is told so, or anybody's annotation of that name says so. */
    private static boolean isNullable(RecordComponent component, Field field) {
        JsonbNillable nillable = field.getAnnotation(JsonbNillable.class);
        return !component.getType().isPrimitive()
                && ((nillable != null && nillable.value())
                        || Stream.of(component.getAnnotatedType().getAnnotations(), field.getAnnotations())
                                .flatMap(Arrays::stream)
                                .map(Annotation::annotationType)
                                .anyMatch(type -> type.getSimpleName().equals("Nullable")));
    }

    private static @Nullable String description(@Nullable Description description) {
        return description == null ? null : description.value();
    }

    private static IllegalArgumentException refused(String where, String why, String what) {
        return new IllegalArgumentException(where + ": " + why + "; " + what);
    }
}
