package io.astreaming.completion;

import io.astreaming.error.StreamTimeoutException;
import java.util.Objects;

/**
 * The provider took longer than the stream's timeouts allow.
 *
 * @param completion what had arrived
 * @param error what went wrong
 */
public record TimedOut(ChatCompletion completion, StreamTimeoutException error) implements Outcome {
    /** Rejects nulls. */
    public TimedOut {
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(error, "error");
    }

    @Override
    public String kind() {
        return "timed_out";
    }
}
