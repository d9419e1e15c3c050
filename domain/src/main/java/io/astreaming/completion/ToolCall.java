package io.astreaming.completion;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model wants called.
 *
 * @param id the call's id, which the tool's result has to name; absent if the provider gave none
 * @param type the tool's kind, usually {@link #FUNCTION}
 * @param name the tool's name; empty if it never came
 * @param arguments the arguments' JSON text as streamed, or the free text for a custom tool; empty where none came.
 *     Only of a complete call are they certainly JSON, and even then not what the tool wants: models err
 * @param complete whether the call came whole: its choice ended well, and the arguments are JSON or none. A call that
 *     isn't must not be run, however its arguments look
 * @param extras members of the call that aren't modelled, each with its last value, such as {@code extra_content}; some
 *     providers want them back
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
     * A call of a function, with nothing beyond the model.
     *
     * @param id the call's id; absent if the provider gave none
     * @param name the function's name
     * @param arguments the arguments' JSON text
     * @param complete whether the call came whole
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
