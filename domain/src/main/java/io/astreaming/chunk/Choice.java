package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.value.Logprobs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice in one chunk: still open, or finished with a reason. The set of permitted types may grow in a minor
 * release.
 */
public sealed interface Choice permits OpenChoice, FinishedChoice {
    /** {@return the choice's index as sent; 0 if the provider sent none} Indexes needn't be contiguous. */
    int index();

    /** {@return what the chunk adds to the choice, in the order of the wire; may be empty} */
    List<Delta> deltas();

    /** {@return the log probabilities of the tokens in this chunk; null if there are none} */
    @Nullable
    Logprobs logprobs();

    /** {@return members of the choice that aren't modelled, and wire forms that aren't canonical} */
    Extras extras();

    /** {@return the same for the choice's {@code delta} object, such as explicit nulls} */
    Extras deltaExtras();
}
