package io.astreaming.chunk;

import io.astreaming.jsontext.JsonText;
import java.util.Objects;

/**
 * Annotations of the answer, such as citations.
 *
 * @param annotations the JSON array verbatim
 */
public record AnnotationsDelta(JsonText annotations) implements Delta {
    /** Rejects null. */
    public AnnotationsDelta {
        Objects.requireNonNull(annotations, "annotations");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "AnnotationsDelta[" + annotations.text().length() + " characters]";
    }
}
