package io.astreaming.value;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A breakdown of the request's tokens.
 *
 * @param cachedTokens read from the prompt cache
 * @param cacheWriteTokens written to the prompt cache ({@code cache_write_tokens})
 * @param audioTokens of audio
 * @param textTokens of text
 * @param imageTokens of images
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
