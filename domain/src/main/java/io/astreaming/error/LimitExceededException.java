package io.astreaming.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stream went beyond a limit of ours. */
public final class LimitExceededException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient StreamLimit limit;
    private final transient long allowed;

    /**
     * Names the limit.
     *
     * @param limit what is bounded
     * @param allowed how much is allowed
     * @param position where it was exceeded, if there is a place
     */
    public LimitExceededException(StreamLimit limit, long allowed, @Nullable Position position) {
        super(
                "the stream has more than " + allowed + " " + limit.description()
                        + (position == null ? "" : " (" + position + ")")
                        + "; raise that limit in StreamLimits if that is expected",
                null);
        this.limit = Objects.requireNonNull(limit, "limit");
        this.allowed = allowed;
    }

    /** {@return which limit} */
    public StreamLimit limit() {
        return limit;
    }

    /** {@return how much is allowed} */
    public long allowed() {
        return allowed;
    }

    @Override
    public String kind() {
        return "limit";
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
