package io.astreaming.stream;

/** Why a {@link ToolLoop} ended. The set may grow in a minor release. */
public enum LoopEnd {
    /** The last answer calls no tool. */
    ANSWERED,

    /** The last answer calls tools or wants to continue, but no more rounds are allowed. */
    MAX_ROUNDS,

    /** The loop took as long as it may. */
    MAX_TIME,

    /** The rounds used as many tokens as they may. */
    MAX_TOKENS,

    /** The provider didn't report the usage of a round, so the loop can't tell whether the tokens suffice. */
    USAGE_UNKNOWN,

    /** The last answer has a call that is cut or may be, or no choice at all. Such a call is never run. */
    INCOMPLETE_ANSWER,

    /** The last stream failed, was truncated, or timed out by the timeouts of the chat. */
    NOT_COMPLETED,

    /** The thread that ran the loop was interrupted. */
    CANCELLED
}
