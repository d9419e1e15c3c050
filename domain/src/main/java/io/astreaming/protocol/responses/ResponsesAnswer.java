package io.astreaming.protocol.responses;

import io.astreaming.jsontext.Extras;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code response} object: the envelope when the answer begins, and everything when it ends.
 *
 * @param id the response's id; null if none was sent
 * @param model the model; null if none was sent
 * @param created the time of creation in seconds since the epoch; null if none was sent
 * @param status the status, such as {@code completed}; null if none was sent
 * @param incompleteReason why the answer is incomplete; null if it isn't
 * @param error the error; null if there is none
 * @param items the output
 * @param usage the tokens, or that none were reported
 * @param extras members that are kept with the answer
 * @param statusExtras the members that say how the answer ended, as sent
 */
public record ResponsesAnswer(
        @Nullable String id,
        @Nullable String model,
        @Nullable Long created,
        @Nullable String status,
        @Nullable String incompleteReason,
        @Nullable ErrorDetail error,
        List<ResponsesItem> items,
        Usage usage,
        Extras extras,
        Extras statusExtras) {
    /** An answer of which nothing was sent. */
    public static final ResponsesAnswer EMPTY = new ResponsesAnswer(
            null, null, null, null, null, null, List.of(), UsageNotReported.INSTANCE, Extras.NONE, Extras.NONE);

    /** Rejects null where it isn't allowed. */
    public ResponsesAnswer {
        items = List.copyOf(items);
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(statusExtras, "statusExtras");
    }

    /**
     * Returns a copy with another usage.
     *
     * @param counted the usage
     * @return a changed copy
     */
    public ResponsesAnswer withUsage(Usage counted) {
        return new ResponsesAnswer(
                id, model, created, status, incompleteReason, error, items, counted, extras, statusExtras);
    }

    /**
     * Returns a copy with another status.
     *
     * @param word the status
     * @return a changed copy
     */
    public ResponsesAnswer withStatus(String word) {
        return new ResponsesAnswer(
                id, model, created, word, incompleteReason, error, items, usage, extras, statusExtras);
    }
}
