package io.astreaming.completion;

import java.util.Objects;

/**
 * A call in the older form, {@code function_call}.
 *
 * @param name the function's name; empty if none arrived
 * @param arguments the arguments' JSON text as streamed; empty if none arrived
 * @param complete whether the call is complete: its choice ended well, and the arguments are JSON or empty
 */
public record FunctionCall(String name, String arguments, boolean complete) {
    /** Rejects nulls. */
    public FunctionCall {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "FunctionCall[arguments of " + arguments.length() + " characters, " + (complete ? "whole" : "cut") + "]";
    }
}
