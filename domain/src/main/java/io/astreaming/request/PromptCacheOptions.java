package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * How prompts are cached.
 *
 * @param mode {@code implicit} or {@code explicit}; the latter caches up to the parts marked by
 *     {@link ContentPart#withCacheBreakpoint()} alone; the provider's default if absent
 * @param ttl how long at least, such as {@code 30m}; the provider's default if absent
 */
public record PromptCacheOptions(
        @Nullable String mode, @Nullable String ttl) {
    /** Refuses blanks. */
    public PromptCacheOptions {
        Preconditions.requireNullOrNotBlank("the mode of prompt caching", mode);
        Preconditions.requireNullOrNotBlank("the time to live of cached prompts", ttl);
    }
}
