package io.astreaming.completion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model wants called.
 *
 * @param id the call's id, which the tool's result has to name; absent if the provider gave none
 * @param name the function's name; empty if it never came
 * @param arguments the arguments' JSON text as streamed; empty where none came. Not checked: models err
 * @param complete whether the call came whole. A call that isn't must not be run, however its arguments look
 */
public record ToolCall(@Nullable String id, String name, String arguments, boolean complete) {
    /** Refuses nulls where none are allowed. */
    public ToolCall {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
    }
}
