package io.astreaming.error;

/** Why an answer isn't the result that the caller asked for. The set may grow in a minor release. */
public enum ResultFailure {
    /** The model refused; the text is its refusal. */
    REFUSED("the model refused", "say in the prompt what is wanted and why, or accept that", false),
    /** The answer reached its token limit before it was whole. */
    TRUNCATED("the answer was cut at its limit of tokens", "allow more tokens, or ask for less", false),
    /** The provider's content filter cut the answer. */
    FILTERED("the provider's content filter cut the answer", "change the prompt", false),
    /** The answer has no text, or the stream has no such choice. */
    EMPTY("the answer has no text", "ask again; an answer that calls tools has none", true),
    /** The text isn't JSON, or its end is missing. */
    INVALID_JSON("the answer isn't JSON", "ask for it with a response format, and in the prompt too", true),
    /** The text is JSON, but not of the requested form. */
    SCHEMA_MISMATCH("the answer doesn't fit", "ask for it with a strict response format, or make the type wider", true);

    private final String description;
    private final String advice;
    private final boolean passing;

    ResultFailure(String description, String advice, boolean passing) {
        this.description = description;
        this.advice = advice;
        this.passing = passing;
    }

    String description() {
        return description;
    }

    String advice() {
        return advice;
    }

    /** Returns whether the model is likely to give a better answer to the same request. */
    boolean isPassing() {
        return passing;
    }
}
