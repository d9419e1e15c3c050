package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * How prompts are cached.
 *
 * @param mode {@code implicit} or {@code explicit}; the latter caches only up to the parts marked by
 *     {@link ContentPart#withCacheBreakpoint()}; null for the provider's default
 * @param ttl the minimum time to live, such as {@code 30m}; null for the provider's default
 */
public record PromptCacheOptions(
        @Nullable String mode, @Nullable String ttl) {
    /** Rejects blank values. */
    public PromptCacheOptions {
        Preconditions.requireNullOrNotBlank("the mode of prompt caching", mode);
        Preconditions.requireNullOrNotBlank("the time to live of cached prompts", ttl);
    }
}
