package io.astreaming.port;

import java.nio.ByteBuffer;

/**
 * Cuts the bytes of one response into payloads and tells a {@link PayloadSink}. Incremental: bytes may come in pieces of
 * any size. One decoder a stream; not thread-safe.
 */
public interface PayloadDecoder {
    /**
     * Takes the next bytes and tells the sink what they complete.
     *
     * @param bytes the bytes; all are consumed before the method returns, and none are kept by reference
     * @throws io.astreaming.error.ChatException if a limit is exceeded or the bytes can't be a stream
     */
    void feed(ByteBuffer bytes);

    /** Takes the end of the stream: what is pending goes to {@link PayloadSink#unterminated}. */
    void end();
}
