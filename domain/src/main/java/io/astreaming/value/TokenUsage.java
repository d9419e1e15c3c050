package io.astreaming.value;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that the provider counted. Each count and breakdown is null if the provider sent none; none is computed
 * here.
 *
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the answer; most providers include reasoning, xAI for example doesn't
 * @param totalTokens the provider's total
 * @param promptDetails a breakdown of the request's tokens
 * @param completionDetails a breakdown of the answer's tokens
 * @param cacheCreationInputTokens tokens written to the prompt cache (Anthropic, LiteLLM)
 * @param cacheReadInputTokens tokens read from the prompt cache (Anthropic, LiteLLM)
 * @param extras further members, such as costs
 */
public record TokenUsage(
        @Nullable Long promptTokens,
        @Nullable Long completionTokens,
        @Nullable Long totalTokens,
        @Nullable PromptTokensDetails promptDetails,
        @Nullable CompletionTokensDetails completionDetails,
        @Nullable Long cacheCreationInputTokens,
        @Nullable Long cacheReadInputTokens,
        Extras extras)
        implements Usage {
    /** Rejects null where it isn't allowed. */
    public TokenUsage {
        Objects.requireNonNull(extras, "extras");
    }

    /**
     * {@return tokens read from the prompt cache, from whichever member the provider reports them in; null if it
     * reports none}
     */
    public @Nullable Long cachedTokens() {
        Long detail = promptDetails == null ? null : promptDetails.cachedTokens();
        return detail != null ? detail : cacheReadInputTokens;
    }

    /**
     * {@return tokens written to the prompt cache, from whichever member the provider reports them in; null if it
     * reports none}
     */
    public @Nullable Long cacheWriteTokens() {
        Long detail = promptDetails == null ? null : promptDetails.cacheWriteTokens();
        return detail != null ? detail : cacheCreationInputTokens;
    }

    /** {@return tokens of the answer that were spent on reasoning; null if the provider doesn't say} */
    public @Nullable Long reasoningTokens() {
        return completionDetails == null ? null : completionDetails.reasoningTokens();
    }
}
