package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;

/** Writes chunks and their usage as the JSON of chat completions. Thread-safe. */
public interface ChunkEncoder {
    /**
     * Writes a chunk as a chunk of chat completions.
     *
     * @param chunk the chunk
     * @return its JSON on one line; equal to the JSON from which the chunk was decoded, except for the order of members.
     *     If the chunk was decoded from another protocol, this is a translation: {@link io.astreaming.chunk.ItemDelta
     *     items} have no place in it and are left out
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
