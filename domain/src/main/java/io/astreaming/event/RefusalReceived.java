package io.astreaming.event;

/**
 * A piece of a refusal came.
 *
 * @param choice the choice's index
 * @param text the piece, never empty
 */
public record RefusalReceived(int choice, String text) implements ChoiceEvent {
    /** Tells how much there is, never what. */
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
