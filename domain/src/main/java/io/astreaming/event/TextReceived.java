package io.astreaming.event;

/**
 * A piece of the answer's text arrived. It may end within a surrogate pair that the next piece completes.
 *
 * @param choice the choice's index
 * @param text the piece, never empty
 */
public record TextReceived(int choice, String text) implements ChoiceEvent {
    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "TextReceived[" + choice + ", " + text.length() + " characters]";
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
