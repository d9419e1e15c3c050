package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.value.Logprobs;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A choice without a finish reason in this chunk.
 *
 * @param index the choice's index
 * @param deltas what the chunk adds
 * @param logprobs log probabilities; null if there are none
 * @param extras further members of the choice
 * @param deltaExtras further members of its delta
 */
public record OpenChoice(
        int index, List<Delta> deltas, @Nullable Logprobs logprobs, Extras extras, Extras deltaExtras)
        implements Choice {
    /** Copies the list and rejects null where it isn't allowed. */
    public OpenChoice {
        deltas = List.copyOf(deltas);
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(deltaExtras, "deltaExtras");
    }
}
