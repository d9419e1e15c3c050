package io.astreaming.error;

/** What is bounded in a stream. The set may grow in a minor release. */
public enum StreamLimit {
    /** Bytes of one line. */
    LINE_BYTES("bytes in one line"),
    /** Bytes of one event's payload, and of what is made of it. */
    EVENT_BYTES("bytes in one event"),
    /** Levels of objects and arrays in one payload. */
    NESTING_DEPTH("levels of nesting"),
    /** Characters of one number. */
    NUMBER_LENGTH("characters in one number"),
    /** Characters of all that is kept of a stream. */
    TOTAL_TEXT("characters of text"),
    /** Choices of a stream. */
    CHOICES("choices"),
    /** Tool calls of one choice. */
    TOOL_CALLS("tool calls in one choice"),
    /** Distinct members beyond the model that are kept of a stream. */
    DISTINCT_EXTRAS("distinct members beyond the model");

    private final String description;

    StreamLimit(String description) {
        this.description = description;
    }

    /** {@return what is counted, in words} */
    public String description() {
        return description;
    }
}
