package io.astreaming.event;

import org.jspecify.annotations.Nullable;

/**
 * The model began to call a tool: the call's name is known. Don't run it yet.
 *
 * @param choice the choice's index
 * @param call the call's number within the choice, from 0; {@link #FUNCTION_CALL} for a call in the older form
 * @param id the call's id; null if none has arrived yet
 * @param name the function's name; empty if none ever arrived
 */
public record ToolCallStarted(
        int choice, int call, @Nullable String id, String name) implements ChoiceEvent {
    /** Stands for the one call of a choice in the older form, {@code function_call}. */
    public static final int FUNCTION_CALL = -1;

    /** Shows which call it is, never its name, which the model chooses. */
    @Override
    public String toString() {
        return "ToolCallStarted[" + choice + ", call " + call + "]";
    }

    @Override
    public boolean isContent() {
        return true;
    }
}
