package io.astreaming.value;

import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Objects;

/**
 * Log probabilities of the tokens that a chunk brought.
 *
 * @param content of the answer's tokens; empty where none were sent
 * @param refusal of the refusal's tokens; empty where none were sent
 * @param wire the object exactly as sent, with whatever else it held
 */
public record Logprobs(List<TokenLogprob> content, List<TokenLogprob> refusal, JsonText wire) {
    /** Copies the lists and refuses nulls. */
    public Logprobs {
        content = List.copyOf(content);
        refusal = List.copyOf(refusal);
        Objects.requireNonNull(wire, "wire");
    }

    /** Tells how many there are, never of what. */
    @Override
    public String toString() {
        return "Logprobs[" + content.size() + " of content, " + refusal.size() + " of refusal]";
    }
}
