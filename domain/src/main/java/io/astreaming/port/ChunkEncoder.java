package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.JsonText;

/** Writes chunks as JSON. Thread-safe. */
public interface ChunkEncoder {
    /**
     * Writes a chunk.
     *
     * @param chunk the chunk
     * @return its JSON on one line; equal as JSON, the order of members aside, to what it was decoded from
     */
    JsonText encode(Chunk chunk);
}
