package io.astreaming.chunk;

import java.util.Objects;

/**
 * A piece of the model's reasoning.
 *
 * @param text the piece; may be empty
 * @param field the member on the wire that had it: {@code reasoning_content}, {@code reasoning},
 *     {@code reasoning_text}, {@code content} for a thinking part, or a gateway's own member, such as {@code thinking}
 *     or {@code reasoning_details}; if its value isn't a string, an {@link UnrecognizedDelta} of the same name keeps
 *     it, too
 */
public record ReasoningDelta(String text, String field) implements Delta {
    /** Rejects nulls. */
    public ReasoningDelta {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(field, "field");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ReasoningDelta[" + text.length() + " characters]";
    }
}
