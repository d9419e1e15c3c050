package io.astreaming.error;

/** Why an answer isn't the result that was asked for. More may come in a minor release. */
public enum ResultFailure {
    /** The model refused; the text is its refusal. */
    REFUSED("the model refused", "say in the prompt what is wanted and why, or accept that", false),
    /** The answer reached its limit of tokens before it was whole. */
    TRUNCATED("the answer was cut at its limit of tokens", "allow more tokens, or ask for less", false),
    /** The provider's content filter cut the answer. */
    FILTERED("the provider's content filter cut the answer", "change the prompt", false),
    /** There is no text at all, or no such choice. */
    EMPTY("the answer has no text", "ask again; an answer that calls tools has none", true),
    /** The text isn't JSON, or not all of it is there. */
    INVALID_JSON("the answer isn't JSON", "ask for it with a response format, and in the prompt too", true),
    /** The text is JSON, but not of the form that was asked for. */
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

    /** Whether the model may well do better when asked once more. */
    boolean isPassing() {
        return passing;
    }
}
