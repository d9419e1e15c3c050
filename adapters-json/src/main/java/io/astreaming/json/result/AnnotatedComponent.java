package io.astreaming.json.result;

import io.astreaming.request.Description;
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
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A component of a record with the annotations that JSON-B, or the schema, reads. Immutable. */
final class AnnotatedComponent {
    private final RecordComponent component;
    private final Field field;

    AnnotatedComponent(RecordComponent component) {
        this.component = component;
        try {
            field = component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // every component has its field
        }
    }

    /** Returns the component's name with its record, for messages. */
    String path() {
        return component.getDeclaringRecord().getName() + "." + component.getName();
    }

    /** Returns the name of the member on the wire. */
    String wireName() {
        JsonbProperty property = field.getAnnotation(JsonbProperty.class);
        return property == null || property.value().isEmpty() ? field.getName() : property.value();
    }

    Type genericType() {
        return component.getGenericType();
    }

    @Nullable
    String description() {
        return text(component.getAnnotation(Description.class));
    }

    /** Returns the text of a description; null if there is none. */
    static @Nullable String text(@Nullable Description description) {
        return description == null ? null : description.value();
    }

    /**
     * Refuses {@code @JsonbTransient}.
     *
     * @throws IllegalArgumentException if the component has it
     */
    void checkNotTransient() {
        if (field.isAnnotationPresent(JsonbTransient.class)) {
            throw TypeInspector.refused(
                    path(), "JSON-B binds a record's component even if it is @JsonbTransient", "leave it out");
        }
    }

    /** Returns whether the value may be null: JSON-B is told so, or any annotation named {@code Nullable} says so. */
    boolean isNullable() {
        JsonbNillable nillable = field.getAnnotation(JsonbNillable.class);
        return !component.getType().isPrimitive()
                && ((nillable != null && nillable.value())
                        || Stream.of(component.getAnnotatedType().getAnnotations(), field.getAnnotations())
                                .flatMap(Arrays::stream)
                                .map(Annotation::annotationType)
                                .anyMatch(type -> type.getSimpleName().equals("Nullable")));
    }

    /** Returns whether an annotation gives dates or numbers a format of their own, which is a string. */
    boolean hasFormat() {
        return field.isAnnotationPresent(JsonbDateFormat.class) || field.isAnnotationPresent(JsonbNumberFormat.class);
    }

    /**
     * Returns the type that the component's adapter reads; null if there is no adapter.
     *
     * @throws IllegalArgumentException if the type that is read isn't known
     */
    @Nullable
    Type adaptedType() {
        JsonbTypeAdapter adapter = field.getAnnotation(JsonbTypeAdapter.class);
        if (adapter == null) {
            if (field.isAnnotationPresent(JsonbTypeDeserializer.class)) {
                throw TypeInspector.refused(
                        path(), "the type that a deserializer reads isn't known", "use a @JsonbTypeAdapter");
            }
            return null;
        }
        for (Type type : adapter.value().getGenericInterfaces()) {
            if (type instanceof ParameterizedType generic && generic.getRawType() == JsonbAdapter.class) {
                return generic.getActualTypeArguments()[1];
            }
        }
        throw TypeInspector.refused(
                path(), "the type that the adapter reads isn't known", "let it implement JsonbAdapter itself");
    }
}
