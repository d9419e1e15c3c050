package io.astreaming.error;

import java.time.Duration;
import java.util.Objects;

/**
 * The request wasn't sent, because as many streams were open as the caller's
 * {@linkplain io.astreaming.stream.Chat#withConcurrencyLimiter limiter} allows.
 */
public final class ConcurrencyException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    /** Why the stream didn't wait, or not any longer. */
    public enum Reason {
        /** As many streams waited as may wait. */
        QUEUE_FULL,
        /** The stream waited as long as it may. */
        WAITED_TOO_LONG
    }

    private ConcurrencyException(Reason reason, String message) {
        super(message + "; allow more in the ConcurrencyLimiter, or send fewer requests at a time", null);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Creates the exception for a queue that was full.
     *
     * @param maxStreams how many streams may be open
     * @param maxQueued how many streams may wait
     * @return the exception
     */
    public static ConcurrencyException queueFull(int maxStreams, int maxQueued) {
        return new ConcurrencyException(
                Reason.QUEUE_FULL, maxStreams + " streams are open and " + maxQueued + " wait, which is the maximum");
    }

    /**
     * Creates the exception for a stream that waited too long.
     *
     * @param maxStreams how many streams may be open
     * @param maxWait how long a stream may wait
     * @return the exception
     */
    public static ConcurrencyException waitedTooLong(int maxStreams, Duration maxWait) {
        return new ConcurrencyException(
                Reason.WAITED_TOO_LONG,
                "waited " + maxWait.toMillis() + " ms for one of " + maxStreams + " open streams to end");
    }

    /** {@return why the stream didn't wait, or not any longer} */
    public Reason reason() {
        return reason;
    }

    @Override
    public String kind() {
        return "concurrency";
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
