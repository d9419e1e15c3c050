package io.astreaming.port;

import io.astreaming.value.Deviation;

/** What a {@link PayloadDecoder} tells, in the order of the stream. Every payload given is borrowed. */
public interface PayloadSink {
    /**
     * An event came, whole.
     *
     * @param payload its data, which may be empty
     */
    void payload(Payload payload);

    /**
     * An event came whose data is words: no JSON, and nothing that JSON may have been broken into. A sign of life, or all that a
     * gateway has to say.
     *
     * @param text the words
     */
    default void words(Payload text) {
        payload(text);
    }

    /**
     * The stream ended within an event: what there was of it.
     *
     * @param payload its data so far
     */
    default void unterminated(Payload payload) {}

    /**
     * A comment came: a sign of life.
     *
     * @param text the comment without its colon
     */
    default void comment(Payload text) {}

    /**
     * A field came that the framing doesn't know.
     *
     * @param name the field's name; empty where a whole line is no field but text
     * @param value its value
     */
    default void unknownField(String name, Payload value) {}

    /**
     * The framing departed from the protocol.
     *
     * @param deviation how
     */
    default void deviation(Deviation deviation) {}
}
