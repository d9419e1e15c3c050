package io.astreaming.conformance.docs;

import io.astreaming.value.TokenUsage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The computation that docs/tokens.md shows; {@link TokensPageTest} runs it. */
final class TokenCosts {
    private TokenCosts() {}

    // guide: prices
    /** Prices of a model, each for a million tokens. */
    record Prices(BigDecimal input, BigDecimal cached, BigDecimal cacheWrite, BigDecimal output) {
        BigDecimal cost(TokenUsage usage) {
            long prompt = orNone(usage.promptTokens());
            long cached = Math.min(orNone(usage.cachedTokens()), prompt);
            long written = Math.min(orNone(usage.cacheWriteTokens()), prompt - cached);
            return times(input, prompt - cached - written)
                    .add(times(this.cached, cached))
                    .add(times(cacheWrite, written))
                    .add(times(output, generated(usage)))
                    .movePointLeft(6);
        }

        /** The tokens that the model generated, whether the provider counts reasoning among them or beside them. */
        private static long generated(TokenUsage usage) {
            long completion = orNone(usage.completionTokens());
            long both = completion + orNone(usage.reasoningTokens());
            boolean beside = orNone(usage.totalTokens()) == orNone(usage.promptTokens()) + both;
            return beside ? both : completion;
        }

        private static BigDecimal times(BigDecimal price, long tokens) {
            return price.multiply(BigDecimal.valueOf(tokens));
        }

        private static long orNone(@Nullable Long count) {
            return count == null ? 0 : count;
        }
    }
    // end
}
