package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a tool call as sent, before it is known which call it belongs to.
 *
 * @param index the call's index as sent; null if none was sent
 * @param id the call's id; null if none or an empty one was sent
 * @param type the tool's type, usually {@code function}; null if none was sent
 * @param name the function's name or a piece of it; null if none or an empty one was sent
 * @param arguments a piece of the arguments' JSON text; null if none was sent
 * @param extras further members of the entry
 * @param functionExtras further members of its {@code function} object
 */
public record ToolCallDelta(
        @Nullable Integer index,
        @Nullable String id,
        @Nullable String type,
        @Nullable String name,
        @Nullable String arguments,
        Extras extras,
        Extras functionExtras)
        implements Delta {
    /** Rejects null where it isn't allowed. */
    public ToolCallDelta {
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(functionExtras, "functionExtras");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ToolCallDelta[index " + index + ", arguments of " + (arguments == null ? 0 : arguments.length())
                + " characters]";
    }
}
