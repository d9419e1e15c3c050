package io.astreaming.engine;

/** How far a stream has come, in the order of what happens; a stream may skip some of it. */
public enum Progress {
    /** No content has come yet: no text, reasoning, refusal, tool call or audio. */
    NO_CONTENT,

    /** Content has come. */
    CONTENT,

    /** Every choice that started has finished: what may still come is usage and {@code [DONE]}. */
    FINISHED,

    /**
     * The stream said {@code [DONE]}, or it has its outcome: nothing that is fed from now on counts, and the feeder may
     * end it.
     */
    DONE
}
