package io.astreaming.event;

/**
 * Something that happened in a stream, interpreted: no wire, no absences to check, no pieces without a home. The last
 * event of every stream is {@link StreamEnded}.
 *
 * <p>The set of permitted types may grow in a minor release: leave a default branch.
 */
public sealed interface ChatEvent
        permits StreamStarted, ChoiceEvent, UsageReported, ErrorReported, Unrecognized, StreamEnded {
    /**
     * Returns whether this is a piece of what the model says: text, reasoning, a refusal, a tool call or its arguments,
     * audio. The first of these is the stream's first content.
     *
     * @return whether this is content
     */
    default boolean isContent() {
        return false;
    }

    /**
     * Returns whether this belongs to the frame of an answer, which is kept even where content isn't: how it began and
     * ended, usage, and tool calls, which are bounded and needed whole. Text, reasoning, refusals, audio, annotations,
     * log probabilities and unknown members of deltas don't.
     *
     * @return whether this is kept of a stream whose content isn't
     */
    default boolean isFrame() {
        return true;
    }
}
