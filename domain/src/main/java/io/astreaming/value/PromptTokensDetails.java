package io.astreaming.value;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A breakdown of the request's tokens. Each count is null if the provider sent none.
 *
 * @param cachedTokens tokens read from the prompt cache
 * @param cacheWriteTokens tokens written to the prompt cache ({@code cache_write_tokens})
 * @param audioTokens tokens of audio
 * @param textTokens tokens of text
 * @param imageTokens tokens of images
 * @param extras further members
 */
public record PromptTokensDetails(
        @Nullable Long cachedTokens,
        @Nullable Long cacheWriteTokens,
        @Nullable Long audioTokens,
        @Nullable Long textTokens,
        @Nullable Long imageTokens,
        Extras extras) {
    /** Rejects null where it isn't allowed. */
    public PromptTokensDetails {
        Objects.requireNonNull(extras, "extras");
    }
}
