package io.astreaming.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stream exceeded a limit that the caller set. */
public final class LimitExceededException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient StreamLimit limit;
    private final transient long allowed;
    private final transient @Nullable Position position;

    /**
     * Creates the exception.
     *
     * @param limit what is bounded
     * @param allowed how much is allowed
     * @param position where it was exceeded; null if there is no single place
     */
    public LimitExceededException(StreamLimit limit, long allowed, @Nullable Position position) {
        super(
                excess(limit, allowed, position) + "; raise StreamLimits." + limit.setting() + " if that is expected",
                null);
        this.position = position;
        this.limit = Objects.requireNonNull(limit, "limit");
        this.allowed = allowed;
    }

    private static String excess(StreamLimit limit, long allowed, @Nullable Position position) {
        return "the stream has more than " + allowed + " " + limit.description()
                + (position == null ? "" : " (" + position + ")");
    }

    /** {@return which limit was exceeded and where, without advice: for programs whose users can't set limits} */
    public String excess() {
        return excess(limit, allowed, position);
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
