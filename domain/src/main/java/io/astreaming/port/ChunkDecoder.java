package io.astreaming.port;

import io.astreaming.chunk.Chunk;

/** Reads payloads of one stream as chunks. It may remember the chunk before; not thread-safe. */
public interface ChunkDecoder {
    /**
     * Reads a payload.
     *
     * @param payload borrowed; nothing of it is kept by reference
     * @return what it says
     * @throws io.astreaming.error.MalformedStreamException if it isn't JSON
     * @throws io.astreaming.error.LimitExceededException if it is nested too deeply or holds too long a number
     */
    Chunk decode(Payload payload);

    /**
     * Whether the last payload was, by its protocol, the last: for protocols that say so in a payload, and not by {@code [DONE]}
     * alone. What comes after it isn't read any more.
     *
     * @return whether it was; false unless overridden
     */
    default boolean hasEnded() {
        return false;
    }

    /**
     * Tells that there may be no other payload for a while: what is needed only to read them, this may let go. Never to be told
     * while a payload is read. Does nothing unless overridden.
     */
    default void pause() {}
}
