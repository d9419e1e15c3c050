package io.astreaming.engine;

/** How far a stream has got, in chronological order; a stream may skip some of the stages. */
public enum Progress {
    /** No content has arrived yet: no text, reasoning, refusal, tool call or audio. */
    NO_CONTENT,

    /** Content has arrived. */
    CONTENT,

    /** Every choice that started has finished: only usage and {@code [DONE]} may still arrive. */
    FINISHED,

    /**
     * {@code [DONE]} has arrived, or the stream has its outcome: further bytes are ignored, and the caller may end the
     * stream.
     */
    DONE
}
