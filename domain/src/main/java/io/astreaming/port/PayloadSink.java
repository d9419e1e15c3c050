package io.astreaming.port;

import io.astreaming.value.Deviation;

/** Receives what a {@link PayloadDecoder} decodes, in the order of the stream. Every payload is borrowed. */
public interface PayloadSink {
    /**
     * Receives a complete event.
     *
     * @param payload its data, which may be empty
     */
    void payload(Payload payload);

    /**
     * Receives an event whose data is plain words: neither JSON nor a piece of broken JSON. It is a keep-alive, or a
     * gateway's message.
     *
     * @param text the words
     */
    default void words(Payload text) {
        payload(text);
    }

    /**
     * Receives the incomplete event in which the stream ended.
     *
     * @param payload the data that arrived
     */
    default void unterminated(Payload payload) {}

    /**
     * Receives a comment, which is a keep-alive.
     *
     * @param text the comment without its colon
     */
    default void comment(Payload text) {}

    /**
     * Receives a field that the framing doesn't define.
     *
     * @param name the field's name; empty if the line is text and not a field
     * @param value its value
     */
    default void unknownField(String name, Payload value) {}

    /**
     * Receives a deviation of the framing from the protocol.
     *
     * @param deviation the deviation
     */
    default void deviation(Deviation deviation) {}
}
