package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;

/** Writes chunks and their usage as JSON. Thread-safe. */
public interface ChunkEncoder {
    /**
     * Writes a chunk.
     *
     * @param chunk the chunk
     * @return its JSON on one line; equal to the JSON from which the chunk was decoded, except for the order of members
     */
    JsonText encode(Chunk chunk);

    /**
     * Writes a usage object.
     *
     * @param usage the usage
     * @return its JSON without white space; equal to the JSON from which the usage was decoded, except for the order of
     *     members
     */
    JsonText encode(TokenUsage usage);
}
