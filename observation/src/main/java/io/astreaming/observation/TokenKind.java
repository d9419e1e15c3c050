package io.astreaming.observation;

import io.astreaming.value.TokenUsage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A count of tokens that a provider reports, under the name that the conventions give it. */
public enum TokenKind {
    /** Tokens of the request, those read from the prompt cache included. */
    INPUT("input_tokens"),
    /** Tokens of the answer. */
    OUTPUT("output_tokens"),
    /** Tokens of the request that were read from the prompt cache. */
    CACHE_READ("cache_read.input_tokens"),
    /** Tokens of the request that were written to the prompt cache. */
    CACHE_WRITE("cache_write.input_tokens"),
    /** Tokens of the answer that were spent on reasoning. */
    REASONING("reasoning.output_tokens");

    /** More tokens than any model reads or writes: a larger count would spoil a sum for ever. */
    private static final long MAX_COUNT = 1_000_000_000;

    private final String suffix;

    TokenKind(String suffix) {
        this.suffix = suffix;
    }

    /**
     * Returns the count of these tokens.
     *
     * @param usage what the provider reported
     * @return the number of tokens; null if the provider reported none, or a number below zero or above a thousand
     *     million, which can't be true and would spoil sums and averages
     */
    public @Nullable Long count(TokenUsage usage) {
        Long tokens = switch (this) {
            case INPUT -> usage.promptTokens();
            case OUTPUT -> usage.completionTokens();
            case CACHE_READ -> usage.cachedTokens();
            case CACHE_WRITE -> usage.cacheWriteTokens();
            case REASONING -> usage.reasoningTokens();
        };
        return tokens == null || tokens < 0 || tokens > MAX_COUNT ? null : tokens;
    }

    /** {@return whether these are all tokens of a request or of an answer, and no part of them} */
    public boolean isTotal() {
        return this == INPUT || this == OUTPUT;
    }

    /** {@return the value of {@link GenAiConventions#TOKEN_TYPE} for a total: {@code input} or {@code output}} */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    String suffix() {
        return suffix;
    }
}
