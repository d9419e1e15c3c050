package io.astreaming.spring;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A property whose value can't be used. The message names the property and what is allowed, and shows no secret. */
@SuppressWarnings("serial")
final class InvalidPropertyException extends IllegalArgumentException {
    private final String property;
    private final String problem;

    InvalidPropertyException(String property, @Nullable String problem) {
        super(property + ": " + problem);
        this.property = property;
        this.problem = String.valueOf(problem);
    }

    String property() {
        return property;
    }

    String problem() {
        return problem;
    }

    /** Hands a property's value to a setter of the library, which checks it. */
    static <V, T> T checked(String property, Function<V, T> setter, V value) {
        try {
            return setter.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(property, e.getMessage());
        }
    }
}
