package io.astreaming.port;

import java.nio.ByteBuffer;

/**
 * Splits the bytes of one response into payloads and passes them to a {@link PayloadSink}. Incremental: bytes may
 * arrive in pieces of any size. Each stream has its own decoder. Not thread-safe.
 */
public interface PayloadDecoder {
    /**
     * Decodes the next bytes and passes what they complete to the sink.
     *
     * @param bytes the bytes; all are consumed before the method returns, and none are kept by reference
     * @throws io.astreaming.error.ChatException if a limit is exceeded or the bytes aren't a valid stream
     */
    void feed(ByteBuffer bytes);

    /** Ends the stream. An event that is still incomplete is passed to {@link PayloadSink#unterminated}. */
    void end();
}
