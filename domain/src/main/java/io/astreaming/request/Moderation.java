package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * Lets the provider moderate what is asked and answered.
 *
 * @param model the model that moderates
 * @param inputMode what to do about the request: {@code score} or {@code block}; the provider's default if absent
 * @param outputMode what to do about the answer: {@code score} or {@code block}; the provider's default if absent
 */
public record Moderation(
        String model, @Nullable String inputMode, @Nullable String outputMode) {
    /** Refuses blanks. */
    public Moderation {
        Preconditions.requireNotBlank("the moderation's model", model);
        Preconditions.requireNullOrNotBlank("the moderation's mode for input", inputMode);
        Preconditions.requireNullOrNotBlank("the moderation's mode for output", outputMode);
    }
}
