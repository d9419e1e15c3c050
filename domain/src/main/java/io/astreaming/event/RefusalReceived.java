package io.astreaming.event;

/**
 * A piece of a refusal arrived.
 *
 * @param choice the choice's index
 * @param text the piece, never empty
 */
public record RefusalReceived(int choice, String text) implements ChoiceEvent {
    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "RefusalReceived[" + choice + ", " + text.length() + " characters]";
    }

    @Override
    public boolean isContent() {
        return true;
    }

    @Override
    public boolean isFrame() {
        return false;
    }
}
