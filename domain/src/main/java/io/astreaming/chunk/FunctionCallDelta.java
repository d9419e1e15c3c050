package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a call in the older form, {@code function_call}.
 *
 * @param name the function's name or a piece of it; null if none was sent
 * @param arguments a piece of the arguments' JSON text; null if none was sent
 * @param extras further members
 */
public record FunctionCallDelta(
        @Nullable String name, @Nullable String arguments, Extras extras) implements Delta {
    /** Rejects null where it isn't allowed. */
    public FunctionCallDelta {
        Objects.requireNonNull(extras, "extras");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "FunctionCallDelta[arguments of " + (arguments == null ? 0 : arguments.length()) + " characters]";
    }
}
