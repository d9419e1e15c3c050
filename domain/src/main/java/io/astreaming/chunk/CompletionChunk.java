package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.value.Deviation;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code chat.completion.chunk}: the envelope, the choices and the usage of one payload. Payloads of other protocols
 * are translated to this form.
 *
 * @param id the completion's id; null if the provider sent none or an empty one
 * @param object the object's type as sent, usually {@code chat.completion.chunk}; null if none was sent. A chunk that
 *     was translated from another protocol has that {@linkplain io.astreaming.value.Protocol#word protocol's name}
 * @param created the time of creation, in seconds since the epoch as most providers send it (some send milliseconds: it
 *     is not rescaled); null if none was sent
 * @param model the model that answers; null if none was sent
 * @param choices the choices in the chunk, in the order sent; often one, sometimes none
 * @param usage the tokens counted so far, or {@link UsageNotReported}
 * @param deviations the deviations that were detected in the payload
 * @param extras members that aren't modelled, and the wire form of those that aren't canonical
 */
public record CompletionChunk(
        @Nullable String id,
        @Nullable String object,
        @Nullable Long created,
        @Nullable String model,
        List<Choice> choices,
        Usage usage,
        Set<Deviation> deviations,
        Extras extras)
        implements Chunk {
    /** Copies the collections and rejects null where it isn't allowed. */
    public CompletionChunk {
        choices = List.copyOf(choices);
        Objects.requireNonNull(usage, "usage");
        deviations = Set.copyOf(deviations);
        Objects.requireNonNull(extras, "extras");
    }

    /** Shows sizes, never content; the same goes for everything within. */
    @Override
    public String toString() {
        return "CompletionChunk[" + choices + ", " + usage + ", " + deviations + "]";
    }
}
