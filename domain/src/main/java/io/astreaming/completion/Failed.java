package io.astreaming.completion;

import io.astreaming.error.ChatException;
import java.util.Objects;

/**
 * The stream failed: because of the provider, the connection, the stream's form, or a limit that the caller set.
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

    /** Shows only the kind of the error, since its message may quote the provider. */
    @Override
    public String toString() {
        return "Failed[" + error.kind() + ", " + completion + "]";
    }

    @Override
    public String kind() {
        return "failed";
    }
}
