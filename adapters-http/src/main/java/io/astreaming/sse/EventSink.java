package io.astreaming.sse;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;

/**
 * Receives what {@link SseDecoder} finds according to the standard, and decides what the {@link PayloadSink} receives
 * of it.
 */
interface EventSink {
    /**
     * Receives a complete event.
     *
     * @param data its data, borrowed
     * @param joined whether it was on several lines, joined by LF
     */
    void event(Payload data, boolean joined);

    /** Receives the beginning of an event within which the stream ended. */
    void unterminated(Payload data);

    /** Receives a comment. */
    void comment(Payload text);

    /**
     * Receives a line that isn't a field of the standard.
     *
     * @param line the whole line, borrowed
     * @param within whether it is within an event, after data
     * @param cut whether the stream ended within it
     */
    void unknownLine(Payload line, boolean within, boolean cut);
}
