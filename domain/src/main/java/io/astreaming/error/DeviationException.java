package io.astreaming.error;

import io.astreaming.value.Deviation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stream deviated from the protocol in a way that the caller chose not to accept. */
public final class DeviationException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient Deviation deviation;

    /**
     * Creates the exception.
     *
     * @param deviation how the stream deviated
     * @param position where; null if there is no single place
     */
    public DeviationException(Deviation deviation, @Nullable Position position) {
        super(
                "the stream deviates from the protocol: " + deviation + (position == null ? "" : " (" + position + ")")
                        + "; to accept it, remove it from the set given to Chat.failOn",
                null);
        this.deviation = Objects.requireNonNull(deviation, "deviation");
    }

    /** {@return how the stream deviated} */
    public Deviation deviation() {
        return deviation;
    }

    @Override
    public String kind() {
        return "deviation";
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
