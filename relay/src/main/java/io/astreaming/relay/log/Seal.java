package io.astreaming.relay.log;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ended. A stream has one seal: the first that the log accepts, after which the log accepts nothing more of
 * that stream. All readers are told the same.
 *
 * @param outcome {@code completed}, {@code truncated}, {@code failed}, {@code timed_out} or {@code cancelled}
 * @param last the number of the last event, if the node that asked the provider has sealed the stream; -1 if another node
 *     has, which can't know it
 * @param reason a short stable word for why the stream isn't whole, such as {@code producer_lost}; null for {@code
 *     completed}
 */
public record Seal(String outcome, long last, @Nullable String reason) {
    /** The outcome of a whole answer. */
    public static final String COMPLETED = "completed";

    /** The value of {@link #last} if the one who seals doesn't know it. */
    public static final long UNKNOWN = -1;

    /** The producing node was silent for too long. */
    public static final Seal PRODUCER_LOST = truncated("producer_lost");

    /** Events are missing in the log. */
    public static final Seal LOG_DAMAGED = truncated("log_damaged");

    /** The log has lost the stream. */
    public static final Seal LOG_GONE = truncated("log_gone");

    /** Rejects a null outcome. */
    public Seal {
        Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * Returns the seal of an outcome.
     *
     * @param outcome how the provider's stream ended
     * @param last the number of its last event
     * @return the seal; it has nothing that the provider wrote
     */
    public static Seal of(Outcome outcome, long last) {
        ChatException error = outcome.error();
        return new Seal(outcome.kind(), last, error == null ? null : error.kind());
    }

    /**
     * Returns a seal that says that the answer is cut.
     *
     * @param reason a short stable word for why
     * @return the seal, which doesn't know the last event
     */
    public static Seal truncated(String reason) {
        return new Seal("truncated", UNKNOWN, reason);
    }

    /**
     * Returns a seal that says that the relay failed.
     *
     * @param reason a short stable word for why
     * @return the seal, which doesn't know the last event
     */
    public static Seal failed(String reason) {
        return new Seal("failed", UNKNOWN, reason);
    }

    /**
     * Returns a seal that says that somebody stopped the stream.
     *
     * @param reason a short stable word for why
     * @return the seal, which doesn't know the last event
     */
    public static Seal cancelled(String reason) {
        return new Seal("cancelled", UNKNOWN, reason);
    }

    /**
     * Returns this seal with the number of the last event.
     *
     * @param number the number; 0 if there was no event
     * @return the changed copy
     */
    public Seal withLast(long number) {
        return new Seal(outcome, number, reason);
    }

    /** {@return whether the answer is whole} */
    public boolean isCompleted() {
        return outcome.equals(COMPLETED);
    }
}
