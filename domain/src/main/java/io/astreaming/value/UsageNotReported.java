package io.astreaming.value;

/** The provider reported no usage here. */
public enum UsageNotReported implements Usage {
    /** The one value. */
    INSTANCE
}
