package io.astreaming.port;

import io.astreaming.chunk.Chunk;

/** Decodes the payloads of one stream into chunks. It may remember the previous chunk. Not thread-safe. */
public interface ChunkDecoder {
    /**
     * Decodes a payload.
     *
     * @param payload borrowed; the decoder keeps no reference to its bytes
     * @return the chunk
     * @throws io.astreaming.error.MalformedStreamException if the payload isn't JSON
     * @throws io.astreaming.error.LimitExceededException if the payload exceeds a limit, such as that of nesting or of
     *     a number's length
     */
    Chunk decode(Payload payload);

    /**
     * Returns whether the payload decoded last ends the stream by its protocol, for protocols that mark the end in a
     * payload and not by {@code [DONE]} alone. No further payload is read.
     *
     * @return whether the stream has ended; false by default
     */
    default boolean hasEnded() {
        return false;
    }

    /**
     * Announces that no other payload may arrive for a while, so that the decoder can release buffers that it needs
     * only for decoding. Never called while a payload is decoded. Does nothing by default.
     */
    default void pause() {}
}
