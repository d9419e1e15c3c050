package io.astreaming.event;

import org.jspecify.annotations.Nullable;

/**
 * The model began to call a tool: the call's name is known. Don't run it yet.
 *
 * @param choice the choice's index
 * @param call which of the choice's calls, from 0; {@link #FUNCTION_CALL} for a call in the older form
 * @param id the call's id; absent if none has come
 * @param name the function's name; empty if none ever came
 */
public record ToolCallStarted(
        int choice, int call, @Nullable String id, String name) implements ChoiceEvent {
    /** Stands for the one call of a choice in the older form, {@code function_call}. */
    public static final int FUNCTION_CALL = -1;

    /** Tells which, never its name: models choose that. */
    @Override
    public String toString() {
        return "ToolCallStarted[" + choice + ", call " + call + "]";
    }

    @Override
    public boolean isContent() {
        return true;
    }
}
