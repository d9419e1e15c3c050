package io.astreaming.value;

import java.util.List;
import java.util.Objects;

/**
 * The log probability of one token.
 *
 * @param token the token's text
 * @param logprob the natural logarithm of its probability; NaN if the provider sent none
 * @param topLogprobs the most likely tokens at this position; empty if none were sent
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> topLogprobs) {
    /** Copies the list and rejects nulls. */
    public TokenLogprob {
        Objects.requireNonNull(token, "token");
        topLogprobs = List.copyOf(topLogprobs);
    }

    /** Shows the number, never the token. */
    @Override
    public String toString() {
        return "TokenLogprob[" + logprob + "]";
    }
}
