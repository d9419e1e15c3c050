package io.astreaming.chunk;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import java.util.Objects;
import java.util.Set;

/**
 * A payload that is JSON but neither a completion chunk nor an error, such as {@code {"type":"ping"}}. It is kept and
 * otherwise ignored.
 *
 * @param wire the payload verbatim
 * @param deviations the deviations that were detected in the payload
 */
public record UnrecognizedChunk(JsonText wire, Set<Deviation> deviations) implements Chunk {
    /** Rejects nulls. */
    public UnrecognizedChunk {
        Objects.requireNonNull(wire, "wire");
        deviations = Set.copyOf(deviations);
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "UnrecognizedChunk[" + wire.text().length() + " characters]";
    }
}
