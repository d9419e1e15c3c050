package io.astreaming.chunk;

import java.util.Objects;

/**
 * A piece of a refusal.
 *
 * @param text the piece; may be empty
 */
public record RefusalDelta(String text) implements Delta {
    /** Refuses null. */
    public RefusalDelta {
        Objects.requireNonNull(text, "text");
    }

    /** Tells how much there is, never what. */
    @Override
    public String toString() {
        return "RefusalDelta[" + text.length() + " characters]";
    }
}
