package io.astreaming.event;

/**
 * A piece of a call's arguments arrived.
 *
 * @param choice the choice's index
 * @param call the call's number within the choice, from 0; {@link ToolCallStarted#FUNCTION_CALL} for the older form
 * @param fragment the piece of JSON text, never empty
 */
public record ToolArgumentsReceived(int choice, int call, String fragment) implements ChoiceEvent {
    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ToolArgumentsReceived[" + choice + ", call " + call + ", " + fragment.length() + " characters]";
    }

    @Override
    public boolean isContent() {
        return true;
    }
}
