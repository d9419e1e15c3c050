package io.astreaming.chunk;

import io.astreaming.value.Deviation;
import java.util.Set;

/**
 * One payload of a streamed chat completion, as the provider sent it and before it is interpreted.
 *
 * <p>A whole {@code chat.completion} (the answer to a request that wasn't streamed) is a {@link CompletionChunk} too:
 * its {@code message} is read as a delta. The set of permitted types may grow in a minor release.
 */
public sealed interface Chunk permits CompletionChunk, ProviderError, UnrecognizedChunk {
    /**
     * {@return the deviations from the protocol that were detected while this payload was read; empty for nearly every
     * chunk}
     */
    Set<Deviation> deviations();
}
