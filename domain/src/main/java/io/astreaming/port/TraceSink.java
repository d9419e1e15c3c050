package io.astreaming.port;

import io.astreaming.completion.Outcome;

/**
 * Sees one stream's content: the request without secrets, and each payload before anybody interprets it. Called from the
 * thread that reads the stream; what it throws reaches that thread.
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
