package io.astreaming.json.result;

import io.astreaming.jsontext.PartialVisibility;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The form of a Java type as JSON: what the schema says, what an answer is checked against, and which of its values may
 * be shown while they grow. Unless it says otherwise, a value shows once it is whole. Immutable but for
 * {@link Composite}, which is filled before anybody else sees it.
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
     * @param format what JSON Schema calls its form, such as {@code date}
     */
    record Text(@Nullable String format) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }
    }

    /** A whole number between two bounds; none if absent. */
    record Integral(@Nullable BigInteger least, @Nullable BigInteger most) implements ResultType {}

    /**
     * Any number.
     *
     * @param largest the largest one that the type can hold; none if absent
     */
    record Decimal(@Nullable Double largest) implements ResultType {}

    /** True or false. */
    record Bool() implements ResultType {}

    /** One of several words. A beginning of one may be another, so none shows before it is whole. */
    record EnumType(Class<?> type, @Nullable String description, List<String> names) implements ResultType {}

    /** An array. */
    record ArrayType(ResultType each) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }

        @Override
        public PartialVisibility element() {
            return each;
        }
    }

    /** An object with members of any name. */
    record MapType(ResultType each) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return true;
        }

        @Override
        public PartialVisibility member(String name) {
            return each;
        }
    }

    /** Whatever JSON there is. */
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

    /** Null is fine too. */
    record NullableType(ResultType shape) implements ResultType {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return shape.shows(arrived);
        }

        @Override
        public PartialVisibility member(String name) {
            return shape.member(name);
        }

        @Override
        public PartialVisibility element() {
            return shape.element();
        }
    }

    /** Something that is only made of a whole value: a date of its text, what an adapter makes. */
    record AtomicType(ResultType shape) implements ResultType {}

    /**
     * A component of a record.
     *
     * @param shape its value's form
     * @param primitive whether it can't be absent from the record
     * @param description what it is for
     */
    record Component(
            ResultType shape, boolean primitive, @Nullable String description) {
        /** Whether an answer may leave it out. */
        boolean optional() {
            return shape instanceof NullableType;
        }
    }

    /** A record. It may hold itself, so its components come after it was made. */
    final class RecordType implements ResultType {
        final Class<?> type;
        final @Nullable String description;
        final Map<String, Component> components = new LinkedHashMap<>();

        RecordType(Class<?> type, @Nullable String description) {
            this.type = type;
            this.description = description;
        }

        /** A primitive component can't be absent: a record shows when all of those have come. */
        @Override
        public boolean shows(Predicate<String> arrived) {
            return components.entrySet().stream()
                    .allMatch(each -> !each.getValue().primitive() || arrived.test(each.getKey()));
        }

        @Override
        public PartialVisibility member(String name) {
            Component component = components.get(name);
            return component == null ? WHOLE : component.shape();
        }
    }
}
