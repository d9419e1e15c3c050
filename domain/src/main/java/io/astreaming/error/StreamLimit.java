package io.astreaming.error;

/** What {@code StreamLimits} bounds in a stream. The set may grow in a minor release. */
public enum StreamLimit {
    /** Bytes of one line. */
    LINE_BYTES("bytes in one line", "eventBytes"),
    /** Bytes of one event's payload, and of the objects read from it. */
    EVENT_BYTES("bytes in one event", "eventBytes"),
    /** Levels of objects and arrays in one payload. */
    NESTING_DEPTH("levels of nesting", "nestingDepth"),
    /** Characters of one number. */
    NUMBER_LENGTH("characters in one number", "numberLength"),
    /** Characters of everything that is kept of a stream. */
    TOTAL_TEXT("characters of text", "totalText"),
    /** Choices of a stream. */
    CHOICES("choices", "choices"),
    /** Tool calls of one choice. */
    TOOL_CALLS("tool calls in one choice", "toolCalls"),
    /** Distinct members that aren't modelled and are kept of a stream. */
    DISTINCT_EXTRAS("distinct members beyond the model", "distinctExtras");

    private final String description;
    private final String setting;

    StreamLimit(String description, String setting) {
        this.description = description;
        this.setting = setting;
    }

    /** {@return what is counted, in words} */
    public String description() {
        return description;
    }

    /** {@return the name of the property of {@code StreamLimits} that sets the limit} */
    public String setting() {
        return setting;
    }
}
