package io.astreaming.value;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A breakdown of the answer's tokens. Each count is null if the provider sent none.
 *
 * @param reasoningTokens tokens spent on reasoning
 * @param audioTokens tokens of audio
 * @param textTokens tokens of text
 * @param acceptedPredictionTokens tokens of the request's prediction that appeared in the answer
 * @param rejectedPredictionTokens tokens of the request's prediction that didn't
 * @param extras further members
 */
public record CompletionTokensDetails(
        @Nullable Long reasoningTokens,
        @Nullable Long audioTokens,
        @Nullable Long textTokens,
        @Nullable Long acceptedPredictionTokens,
        @Nullable Long rejectedPredictionTokens,
        Extras extras) {
    /** Rejects null where it isn't allowed. */
    public CompletionTokensDetails {
        Objects.requireNonNull(extras, "extras");
    }
}
