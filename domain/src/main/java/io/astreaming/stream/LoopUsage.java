package io.astreaming.stream;

import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of all rounds of a {@link ToolLoop}. Rounds without a count add nothing to it, so a sum is the whole only
 * if {@link #isComplete}. Immutable and thread-safe.
 *
 * @param promptTokens the sum of the tokens of the requests
 * @param completionTokens the sum of the tokens of the answers
 * @param totalTokens the sum of the provider's totals, or of prompt and completion tokens for rounds without a total
 * @param unreportedRounds how many rounds have neither a total nor both of its parts
 */
public record LoopUsage(long promptTokens, long completionTokens, long totalTokens, int unreportedRounds) {
    static final LoopUsage NONE = new LoopUsage(0, 0, 0, 0);

    /** {@return whether the provider reported the usage of every round} */
    public boolean isComplete() {
        return unreportedRounds == 0;
    }

    /** Adds a round. A count below zero, which no provider means, counts as not reported. */
    LoopUsage plus(Usage round) {
        Long prompt = null;
        Long completion = null;
        Long total = null;
        if (round instanceof TokenUsage tokens) {
            prompt = valid(tokens.promptTokens());
            completion = valid(tokens.completionTokens());
            total = valid(tokens.totalTokens());
        }
        if (total == null && prompt != null && completion != null) {
            total = sum(prompt, completion);
        }
        return new LoopUsage(
                sum(promptTokens, prompt),
                sum(completionTokens, completion),
                sum(totalTokens, total),
                total == null ? unreportedRounds + 1 : unreportedRounds);
    }

    private static @Nullable Long valid(@Nullable Long count) {
        return count == null || count < 0 ? null : count;
    }

    private static long sum(long some, @Nullable Long more) {
        long sum = more == null ? some : some + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
