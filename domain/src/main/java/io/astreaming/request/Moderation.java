package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * Lets the provider moderate the request and the answer.
 *
 * @param model the model that moderates
 * @param inputMode what to do about the request: {@code score} or {@code block}; null for the provider's default
 * @param outputMode what to do about the answer: {@code score} or {@code block}; null for the provider's default
 */
public record Moderation(
        String model, @Nullable String inputMode, @Nullable String outputMode) {
    /** Rejects blank values. */
    public Moderation {
        Preconditions.requireNotBlank("the moderation's model", model);
        Preconditions.requireNullOrNotBlank("the moderation's mode for input", inputMode);
        Preconditions.requireNullOrNotBlank("the moderation's mode for output", outputMode);
    }
}
