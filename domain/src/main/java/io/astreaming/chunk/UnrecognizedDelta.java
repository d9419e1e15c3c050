package io.astreaming.chunk;

import io.astreaming.jsontext.JsonText;
import java.util.Objects;

/**
 * A member of the delta that isn't modelled and isn't null, such as {@code reasoning_details} or {@code images}.
 *
 * @param name the member's name
 * @param value its value verbatim
 */
public record UnrecognizedDelta(String name, JsonText value) implements Delta {
    /** Rejects nulls. */
    public UnrecognizedDelta {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "UnrecognizedDelta[" + value.text().length() + " characters]";
    }
}
