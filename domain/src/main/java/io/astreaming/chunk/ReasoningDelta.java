package io.astreaming.chunk;

import java.util.Objects;

/**
 * A piece of the model's reasoning.
 *
 * @param text the piece; may be empty
 * @param field the wire's member that it came in: {@code reasoning_content}, {@code reasoning}, {@code reasoning_text},
 *     {@code content} for a thinking part, or whatever gateways invented, such as {@code thinking} or
 *     {@code reasoning_details}; what isn't a string there is kept in an {@link UnrecognizedDelta} of the same name,
 *     too
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
