package io.astreaming.completion;

import io.astreaming.error.ChatException;
import java.util.Objects;

/**
 * Somebody failed: the provider, the connection, the stream's form, or a limit of ours.
 *
 * @param completion what had arrived
 * @param error what went wrong
 */
public record Failed(ChatCompletion completion, ChatException error) implements Outcome {
    /** Rejects nulls. */
    public Failed {
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(error, "error");
    }

    /** Tells the kind of the error: its message may hold what the provider said. */
    @Override
    public String toString() {
        return "Failed[" + error.kind() + ", " + completion + "]";
    }
}
