package io.astreaming.error;

import io.astreaming.value.Deviation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stream departed from the protocol in a way that we were told not to accept. */
public final class DeviationException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient Deviation deviation;

    /**
     * Names the departure.
     *
     * @param deviation how the stream departed
     * @param position where, if there is a place
     */
    public DeviationException(Deviation deviation, @Nullable Position position) {
        super(
                "the stream departs from the protocol: " + deviation + (position == null ? "" : " (" + position + ")")
                        + "; accept it by leaving it out of the strict set",
                null);
        this.deviation = Objects.requireNonNull(deviation, "deviation");
    }

    /** {@return how the stream departed} */
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
