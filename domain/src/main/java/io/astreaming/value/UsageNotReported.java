package io.astreaming.value;

/** Stands for usage that the provider didn't report. */
public enum UsageNotReported implements Usage {
    /** The only value. */
    INSTANCE
}
