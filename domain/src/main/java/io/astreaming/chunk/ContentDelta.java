package io.astreaming.chunk;

import java.util.Objects;

/**
 * A piece of the answer's text. A piece may end in the first half of a surrogate pair whose second half comes with the
 * next: join before you encode.
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
