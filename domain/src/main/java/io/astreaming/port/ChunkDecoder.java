package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.jsontext.Extras;

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
     * Returns whether a payload can be decoded, without decoding it: what was decoded before and comes later stays as it
     * is. The last payload of a body is tried so if its event has no end. By default the payload is decoded, and the
     * chunk dropped; a decoder that remembers earlier payloads has to do otherwise.
     *
     * @param payload borrowed; the decoder keeps no reference to its bytes
     * @return whether the payload is JSON
     * @throws io.astreaming.error.LimitExceededException if the payload exceeds a limit
     */
    default boolean canDecode(Payload payload) {
        try {
            decode(payload);
            return true;
        } catch (MalformedStreamException e) {
            return false;
        }
    }

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
     * Returns whether {@code [DONE]} ends the stream, even if the answer isn't finished. Where a protocol has a mark of
     * its own, gateways add {@code [DONE]} to whole and to cut answers alike, so that it means nothing.
     *
     * @return whether {@code [DONE]} is the protocol's mark of the end; true by default
     */
    default boolean isEndedByDone() {
        return true;
    }

    /**
     * Returns whether the protocol marks the end of a stream at all. Where it doesn't, a stream whose choices have all
     * finished lacks nothing.
     *
     * @return whether there is such a mark; true by default
     */
    default boolean marksEnd() {
        return true;
    }

    /**
     * Returns what the payloads so far say about the stream as a whole, such as the number of the last event, from which
     * the stream can be resumed. It is asked for once, at the end of the stream, and kept in the completion's extras.
     *
     * @return the members; none by default
     */
    default Extras streamExtras() {
        return Extras.NONE;
    }

    /**
     * Announces that no other payload may arrive for a while, so that the decoder can release buffers that it needs
     * only for decoding. Never called while a payload is decoded. Does nothing by default.
     */
    default void pause() {}
}
