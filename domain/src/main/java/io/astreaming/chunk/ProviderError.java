package io.astreaming.chunk;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error that the provider reported inside the stream, after it had answered with HTTP 200.
 *
 * @param error what the provider said
 * @param alongside the completion chunk that the same payload held, if any: its choices still count
 * @param deviations what was odd about the payload
 */
public record ProviderError(ErrorDetail error, @Nullable CompletionChunk alongside, Set<Deviation> deviations)
        implements Chunk {
    /** Refuses nulls where none are allowed. */
    public ProviderError {
        Objects.requireNonNull(error, "error");
        deviations = Set.copyOf(deviations);
    }
}
