package io.astreaming.completion;

import io.astreaming.error.CancelledException;
import java.util.Objects;

/**
 * The caller ended the stream: by closing it, by cancelling, or by interrupting the reading thread.
 *
 * @param completion what had arrived
 * @param error what went wrong
 */
public record Cancelled(ChatCompletion completion, CancelledException error) implements Outcome {
    /** Rejects nulls. */
    public Cancelled {
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(error, "error");
    }

    @Override
    public String kind() {
        return "cancelled";
    }
}
