package io.astreaming.gateway;

import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import org.jspecify.annotations.Nullable;

/** Writes usage. */
final class Tokens {
    private Tokens() {}

    /** Returns the usage as JSON, with the total that chat completions require; null if there is none. */
    static @Nullable JsonText write(Usage usage, JsonbChatCodec codec) {
        if (!(usage instanceof TokenUsage tokens)) {
            return null;
        }
        Long prompt = tokens.promptTokens();
        Long completion = tokens.completionTokens();
        Long total = tokens.totalTokens();
        if (total == null && prompt != null && completion != null) {
            total = prompt + completion;
        }
        return codec.encode(new TokenUsage(
                prompt,
                completion,
                total,
                details(tokens),
                tokens.completionDetails(),
                tokens.cacheCreationInputTokens(),
                tokens.cacheReadInputTokens(),
                tokens.extras()));
    }

    /** Clients look for cached tokens here; some providers count them elsewhere. */
    private static @Nullable PromptTokensDetails details(TokenUsage tokens) {
        if (tokens.promptDetails() != null || tokens.cachedTokens() == null) {
            return tokens.promptDetails();
        }
        return new PromptTokensDetails(tokens.cachedTokens(), tokens.cacheWriteTokens(), null, null, null, Extras.NONE);
    }
}
