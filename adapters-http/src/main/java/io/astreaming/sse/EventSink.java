package io.astreaming.sse;

import io.astreaming.port.Payload;

/** What {@link SseDecoder} finds, by the letter of the standard; what is to be made of it is decided here. */
interface EventSink {
    /**
     * An event came, whole.
     *
     * @param data its data, borrowed
     * @param joined whether it stood on several lines, joined by LF
     */
    void event(Payload data, boolean joined);

    /** The stream ended within an event: what there was of it. */
    void unterminated(Payload data);

    /** A comment came. */
    void comment(Payload text);

    /**
     * A line came that is no field of the standard.
     *
     * @param line the whole line, borrowed
     * @param within whether it stands within an event, behind data
     * @param cut whether the stream ended within it
     */
    void unknownLine(Payload line, boolean within, boolean cut);
}
