package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;

/** Writes chunks, and what is in them, as JSON. Thread-safe. */
public interface ChunkEncoder {
    /**
     * Writes a chunk.
     *
     * @param chunk the chunk
     * @return its JSON on one line; equal as JSON, the order of members aside, to what it was decoded from
     */
    JsonText encode(Chunk chunk);

    /**
     * Writes a usage object.
     *
     * @param usage the usage
     * @return its JSON without white space; equal as JSON, the order of members aside, to what it was decoded from
     */
    JsonText encode(TokenUsage usage);
}
