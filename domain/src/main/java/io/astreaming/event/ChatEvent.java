package io.astreaming.event;

/**
 * Something that happened in a stream, already interpreted: independent of the wire format, and each piece assigned to
 * its choice and call. The last event of every stream is {@link StreamEnded}.
 *
 * <p>The set of permitted types may grow in a minor release: a switch over them needs a default branch.
 */
public sealed interface ChatEvent
        permits StreamStarted, ChoiceEvent, UsageReported, ErrorReported, Unrecognized, StreamEnded {
    /**
     * Returns whether this is a piece of the model's output: text, reasoning, a refusal, a tool call or its arguments,
     * audio. The first such event is the stream's first content.
     *
     * @return whether this is content
     */
    default boolean isContent() {
        return false;
    }

    /**
     * Returns whether this belongs to the frame of an answer, which the completion keeps even without content: how it
     * began and ended, usage, and tool calls, which are bounded and needed whole. Text, reasoning, refusals, audio,
     * annotations, log probabilities and unrecognized members of deltas don't belong to it.
     *
     * @return whether a stream that doesn't keep its content keeps this
     */
    default boolean isFrame() {
        return true;
    }
}
