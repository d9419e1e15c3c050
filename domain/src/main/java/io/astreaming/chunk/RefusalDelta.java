package io.astreaming.chunk;

import java.util.Objects;

/**
 * A piece of a refusal.
 *
 * @param text the piece; may be empty
 */
public record RefusalDelta(String text) implements Delta {
    /** Rejects null. */
    public RefusalDelta {
        Objects.requireNonNull(text, "text");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "RefusalDelta[" + text.length() + " characters]";
    }
}
