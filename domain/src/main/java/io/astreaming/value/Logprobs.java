package io.astreaming.value;

import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Objects;

/**
 * Log probabilities of the tokens in a chunk.
 *
 * @param content log probabilities of the answer's tokens; empty if none were sent
 * @param refusal log probabilities of the refusal's tokens; empty if none were sent
 * @param wire the whole object verbatim, further members included
 */
public record Logprobs(List<TokenLogprob> content, List<TokenLogprob> refusal, JsonText wire) {
    /** Copies the lists and rejects nulls. */
    public Logprobs {
        content = List.copyOf(content);
        refusal = List.copyOf(refusal);
        Objects.requireNonNull(wire, "wire");
    }

    /** Shows how many there are, never the tokens. */
    @Override
    public String toString() {
        return "Logprobs[" + content.size() + " of content, " + refusal.size() + " of refusal]";
    }
}
