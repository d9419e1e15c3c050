package io.astreaming.completion;

import io.astreaming.error.TruncatedException;
import java.util.Objects;

/**
 * The stream ended before the answer was whole, whether the connection was closed properly or broke.
 *
 * @param completion what had arrived
 * @param error what went wrong
 */
public record Truncated(ChatCompletion completion, TruncatedException error) implements Outcome {
    /** Rejects nulls. */
    public Truncated {
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(error, "error");
    }

    @Override
    public String kind() {
        return "truncated";
    }
}
