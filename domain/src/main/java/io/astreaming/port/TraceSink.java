package io.astreaming.port;

import io.astreaming.completion.Outcome;

/**
 * Receives one stream's content: the request without secrets, and each payload before it is interpreted. The thread
 * that reads the stream calls it.
 *
 * <p>A stream doesn't continue without its trace. If a method throws, the exception reaches the caller, on the reading
 * thread or by {@code onError}, and the connection is closed, even if {@link #ended} throws after a complete answer. A
 * trace that must not disturb its stream catches its exceptions itself. {@link StreamListener} observes a stream
 * without its content.
 */
public interface TraceSink {
    /**
     * The request is about to be sent.
     *
     * @param body its JSON, in UTF-8
     */
    default void requested(byte[] body) {}

    /**
     * A payload has arrived; {@code [DONE]} is one too.
     *
     * @param payload borrowed
     * @param nanos when it arrived, in nanoseconds since the request
     */
    void received(Payload payload, long nanos);

    /**
     * A comment has arrived, which providers send as a keep-alive. It belongs to no payload. This method does nothing by
     * default.
     *
     * @param text the comment without its colon; borrowed
     * @param nanos when it arrived, in nanoseconds since the request
     */
    default void comment(Payload text, long nanos) {}

    /**
     * The stream has ended.
     *
     * @param outcome how it ended
     */
    default void ended(Outcome outcome) {}
}
