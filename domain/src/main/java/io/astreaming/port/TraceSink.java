package io.astreaming.port;

import io.astreaming.completion.Outcome;

/**
 * Sees one stream's content: the request without secrets, and each payload before anybody interprets it. The thread that reads
 * the stream calls it.
 *
 * <p>A stream doesn't go on without its trace. What a method throws reaches the caller, as an exception of the reading thread or
 * as {@code onError}, and the connection is closed: even if {@link #ended} throws, though the answer was whole. A trace that is to
 * disturb nobody catches its exceptions itself; to watch a stream without its content, there is {@link StreamListener}.
 */
public interface TraceSink {
    /**
     * The request is about to be sent.
     *
     * @param body its JSON, UTF-8
     */
    default void requested(byte[] body) {}

    /**
     * A payload arrived. {@code [DONE]} is one too.
     *
     * @param payload borrowed
     * @param nanos when, in nanoseconds since the request
     */
    void received(Payload payload, long nanos);

    /**
     * The stream has ended.
     *
     * @param outcome how
     */
    default void ended(Outcome outcome) {}
}
