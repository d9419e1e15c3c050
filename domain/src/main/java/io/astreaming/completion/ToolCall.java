package io.astreaming.completion;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model wants called.
 *
 * @param id the call's id, to which the tool's result has to refer; null if the provider sent none
 * @param type the tool's kind, usually {@link #FUNCTION}
 * @param name the tool's name; empty if none arrived
 * @param arguments the arguments' JSON text as streamed, or the free text for a custom tool; empty if none arrived.
 *     They are certain to be JSON only if the call is complete, and even then they may not match the tool's schema
 * @param complete whether the call is complete: its choice ended well, and the arguments are JSON or empty. An
 *     incomplete call must not be run, whatever its arguments look like
 * @param extras members of the call that aren't modelled, each with its last value, such as {@code extra_content}; some
 *     providers require them to be sent back
 */
public record ToolCall(
        @Nullable String id, String type, String name, String arguments, boolean complete, Extras extras) {
    /** The kind of a call with JSON arguments. */
    public static final String FUNCTION = "function";
    /** The kind of a call with free text. */
    public static final String CUSTOM = "custom";

    /** Rejects null where it isn't allowed. */
    public ToolCall {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(extras, "extras");
    }

    /**
     * Creates a call of a function without further members.
     *
     * @param id the call's id; null if the provider sent none
     * @param name the function's name
     * @param arguments the arguments' JSON text
     * @param complete whether the call is complete
     */
    public ToolCall(@Nullable String id, String name, String arguments, boolean complete) {
        this(id, FUNCTION, name, arguments, complete, Extras.NONE);
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ToolCall[arguments of " + arguments.length() + " characters, " + (complete ? "whole" : "cut") + "]";
    }
}
