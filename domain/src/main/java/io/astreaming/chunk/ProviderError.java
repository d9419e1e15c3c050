package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An error that the provider reported inside the stream, after it had answered with HTTP 200.
 *
 * @param error the error
 * @param alongside the completion chunk in the same payload, whose choices still count; null if there is none
 * @param deviations the deviations that were detected in the payload
 */
public record ProviderError(ErrorDetail error, @Nullable CompletionChunk alongside, Set<Deviation> deviations)
        implements Chunk {
    /** Rejects null where it isn't allowed. */
    public ProviderError {
        Objects.requireNonNull(error, "error");
        deviations = Set.copyOf(deviations);
    }

    /**
     * Returns a copy in which every text that may be part of the error is changed, such as by masking secrets: the
     * error, and the members of the chunk alongside that aren't modelled, since the error may be among them.
     *
     * @param change maps each text to its replacement
     * @return the changed copy
     */
    public ProviderError map(UnaryOperator<String> change) {
        CompletionChunk chunk = alongside;
        if (chunk != null && !chunk.extras().isEmpty()) {
            Map<String, JsonText> extras = new LinkedHashMap<>();
            chunk.extras()
                    .members()
                    .forEach((name, value) -> extras.put(name, new JsonText(change.apply(value.text()))));
            chunk = new CompletionChunk(
                    chunk.id(),
                    chunk.object(),
                    chunk.created(),
                    chunk.model(),
                    chunk.choices(),
                    chunk.usage(),
                    chunk.deviations(),
                    new Extras(extras));
        }
        return new ProviderError(error.map(change), chunk, deviations);
    }
}
