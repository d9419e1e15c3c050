package io.astreaming.chunk;

import java.util.Objects;

/**
 * A piece of the answer's text. A piece may end with the first half of a surrogate pair whose second half arrives with
 * the next piece: join the pieces before encoding them.
 *
 * @param text the piece; may be empty
 */
public record ContentDelta(String text) implements Delta {
    /** Rejects null. */
    public ContentDelta {
        Objects.requireNonNull(text, "text");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ContentDelta[" + text.length() + " characters]";
    }
}
