package io.astreaming.value;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A breakdown of the answer's tokens.
 *
 * @param reasoningTokens spent on reasoning
 * @param audioTokens of audio
 * @param textTokens of text
 * @param acceptedPredictionTokens of the request's prediction that came true
 * @param rejectedPredictionTokens of the request's prediction that didn't
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
