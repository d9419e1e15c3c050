package io.astreaming.json.result;

import io.astreaming.jsontext.PartialVisibility;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Java type as JSON: what the schema says of it, what an answer is checked against, and which of its values may be
 * shown while they grow. Unless a type says otherwise, a value is shown once it is whole. Immutable, except for
 * {@link RecordType} while {@link TypeInspector} reads it.
 */
public sealed interface ResultType extends PartialVisibility {
    @Override
    default boolean shows(Predicate<String> arrived) {
        return false;
    }

    @Override
    default PartialVisibility member(String name) {
        return WHOLE;
    }

    @Override
    default PartialVisibility element() {
        return WHOLE;
    }

    /**
     * A string.
     *
     * @param format the keyword {@code format} of JSON Schema, such as {@code date}; null if there is none
     */
    record Text(@Nullable String format) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }
    }

    /**
     * A whole number.
     *
     * @param min the smallest value that the type holds; null if there is none
     * @param max the largest value that the type holds; null if there is none
     */
    record Integral(@Nullable BigInteger min, @Nullable BigInteger max) implements ResultType {}

    /**
     * Any number.
     *
     * @param max the largest value that the type holds; null if there is none
     */
    record Decimal(@Nullable Double max) implements ResultType {}

    /** True or false. */
    record Bool() implements ResultType {}

    /** An enum's constant by its name. The beginning of a name may be another name, so only whole names are shown. */
    record EnumType(Class<?> javaType, @Nullable String description, List<String> names) implements ResultType {}

    /** An array. */
    record ArrayType(ResultType elementType) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }

        @Override
        public PartialVisibility element() {
            return elementType;
        }
    }

    /** An object with members of any name. */
    record MapType(ResultType valueType) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }

        @Override
        public PartialVisibility member(String name) {
            return valueType;
        }
    }

    /** Any JSON. */
    record Any() implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }

        @Override
        public PartialVisibility member(String name) {
            return ANY;
        }

        @Override
        public PartialVisibility element() {
            return ANY;
        }
    }

    /** A value of a type, or null. */
    record NullableType(ResultType type) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return type.shows(arrived);
        }

        @Override
        public PartialVisibility member(String name) {
            return type.member(name);
        }

        @Override
        public PartialVisibility element() {
            return type.element();
        }
    }

    /** A value that is made only of whole JSON, such as a date, or what an adapter returns. */
    record AtomicType(ResultType type) implements ResultType {}

    /**
     * A component of a record.
     *
     * @param type the type of its value
     * @param primitive whether the record can't be made without it
     * @param description what the model is told about it; null if nothing
     */
    record Component(
            ResultType type, boolean primitive, @Nullable String description) {
        /** Returns whether an answer may leave it out. */
        boolean optional() {
            return type instanceof NullableType;
        }
    }

    /** A record. It may contain itself, so its components are added after it was created. */
    final class RecordType implements ResultType {
        final Class<?> javaType;
        final @Nullable String description;
        final Map<String, Component> components = new LinkedHashMap<>();

        RecordType(Class<?> javaType, @Nullable String description) {
            this.javaType = javaType;
            this.description = description;
        }

        /** A record is shown when all of its primitive components have arrived, since they can't be absent. */
        @Override
        public boolean shows(Predicate<String> arrived) {
            return components.entrySet().stream()
                    .allMatch(each -> !each.getValue().primitive() || arrived.test(each.getKey()));
        }

        @Override
        public PartialVisibility member(String name) {
            Component component = components.get(name);
            return component == null ? WHOLE : component.type();
        }
    }
}
