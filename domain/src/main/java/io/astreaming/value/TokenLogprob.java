package io.astreaming.value;

import java.util.List;
import java.util.Objects;

/**
 * The log probability of one token.
 *
 * @param token the token's text
 * @param logprob natural logarithm of its probability; NaN where the provider sent none
 * @param topLogprobs the likeliest tokens at this place; empty where none were sent
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> topLogprobs) {
    /** Copies the list and refuses nulls. */
    public TokenLogprob {
        Objects.requireNonNull(token, "token");
        topLogprobs = List.copyOf(topLogprobs);
    }

    /** Tells the figure, never the token. */
    @Override
    public String toString() {
        return "TokenLogprob[" + logprob + "]";
    }
}
