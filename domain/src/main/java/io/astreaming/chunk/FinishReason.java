package io.astreaming.chunk;

import org.jspecify.annotations.Nullable;

/**
 * Why a choice ended. An open value: providers use words beyond the constants, and they are kept as sent.
 *
 * @param value the word on the wire
 */
public record FinishReason(String value) {
    /** The model said all it had to say, or met a stop sequence. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** The token limit was reached: the answer is cut. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** The model calls tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    /** A filter withheld content: the answer is cut. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The model calls a function in the older form. */
    public static final FinishReason FUNCTION_CALL = new FinishReason("function_call");
    /** The provider failed (OpenRouter and others). */
    public static final FinishReason ERROR = new FinishReason("error");
    /** The provider's own network failed (Zhipu). */
    public static final FinishReason NETWORK_ERROR = new FinishReason("network_error");

    /** Refuses an empty word: on the wire that means no reason at all. */
    public FinishReason {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a finish reason must not be empty");
        }
    }

    /**
     * The reason for a word, one of the constants where there is one.
     *
     * @param value the word on the wire, not empty
     * @return the reason
     */
    public static FinishReason of(String value) {
        return switch (value) {
            case "stop" -> STOP;
            case "length" -> LENGTH;
            case "tool_calls" -> TOOL_CALLS;
            case "content_filter" -> CONTENT_FILTER;
            case "function_call" -> FUNCTION_CALL;
            case "error" -> ERROR;
            case "network_error" -> NETWORK_ERROR;
            default -> new FinishReason(value);
        };
    }

    /** {@return whether the provider failed rather than the model finished} */
    public boolean isFailure() {
        return equals(ERROR) || equals(NETWORK_ERROR);
    }

    /** {@return whether what was said before may be cut in the middle: calls of such a choice must not be run} */
    public boolean isCut() {
        return equals(LENGTH) || equals(CONTENT_FILTER) || isFailure();
    }

    // Written out, as a record's own is linked at run time: that would take 15 ms before a program's first token.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof FinishReason that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
