package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A choice that this chunk finishes; the chunk may still add a last delta to it.
 *
 * @param index the choice's index
 * @param deltas what the chunk adds
 * @param finishReason why the choice ended
 * @param logprobs log probabilities; null if there are none
 * @param extras further members of the choice
 * @param deltaExtras further members of its delta
 */
public record FinishedChoice(
        int index,
        List<Delta> deltas,
        FinishReason finishReason,
        @Nullable Logprobs logprobs,
        Extras extras,
        Extras deltaExtras)
        implements Choice {
    /** Copies the list and rejects null where it isn't allowed. */
    public FinishedChoice {
        deltas = List.copyOf(deltas);
        Objects.requireNonNull(finishReason, "finishReason");
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(deltaExtras, "deltaExtras");
    }
}
