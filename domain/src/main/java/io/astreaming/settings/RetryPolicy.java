package io.astreaming.settings;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and when a request is sent again that got no answer: no connection, a refusal that may pass (408, 409, 429,
 * 5xx), or a connection that broke before there was a response. Only then: once an answer has begun, nothing is ever
 * sent again.
 *
 * <p>Pauses double from one attempt to the next and have a random part, so that many clients don't come back at the
 * same moment. If the provider says how long to wait ({@code Retry-After}, {@code retry-after-ms}), the pause is that
 * long, and there is no further attempt if {@link #maxTotalBackoff} doesn't allow it. Each time lies between 0 and a
 * day.
 *
 * <p>Immutable; the {@code with} methods return changed copies.
 */
public final class RetryPolicy {
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Three attempts, the pauses at most 0.5 s and 1 s, no more than 8 s each and 1 min together; retries what was
     * unanswered.
     */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofMinutes(1), true);

    /** One attempt and no other. */
    public static final RetryPolicy NONE = DEFAULT.withMaxAttempts(1);

    private final int maxAttempts;
    private final Duration initialBackoff;
    private final Duration maxBackoff;
    private final Duration maxTotalBackoff;
    private final boolean retryUnanswered;

    private RetryPolicy(
            int maxAttempts,
            Duration initialBackoff,
            Duration maxBackoff,
            Duration maxTotalBackoff,
            boolean retryUnanswered) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
        }
        this.maxAttempts = maxAttempts;
        this.initialBackoff = bounded(initialBackoff, "initialBackoff");
        this.maxBackoff = bounded(maxBackoff, "maxBackoff");
        this.maxTotalBackoff = bounded(maxTotalBackoff, "maxTotalBackoff");
        this.retryUnanswered = retryUnanswered;
        if (initialBackoff.compareTo(maxBackoff) > 0) {
            throw new IllegalArgumentException("initialBackoff (" + initialBackoff + ") is longer than maxBackoff ("
                    + maxBackoff + "), which limits it");
        }
    }

    private static Duration bounded(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must lie between 0 and a day, not " + value);
        }
        return value;
    }

    /** {@return how often a request is sent at most; 1 for never again} */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** {@return the longest pause after the first attempt; it doubles with each further one} */
    public Duration initialBackoff() {
        return initialBackoff;
    }

    /** {@return the longest pause between two attempts, unless the provider asks for a longer one} */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** {@return how long all pauses of one stream may take together} */
    public Duration maxTotalBackoff() {
        return maxTotalBackoff;
    }

    /**
     * Whether to send again what was sent whole but got no response, as happens to a kept connection that the server
     * closes at the same moment. The provider may have begun to answer, and bill both.
     *
     * @return whether to
     */
    public boolean retryUnanswered() {
        return retryUnanswered;
    }

    /**
     * Returns a copy with another number of attempts.
     *
     * @param other how often to send at most, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public RetryPolicy withMaxAttempts(int other) {
        return new RetryPolicy(other, initialBackoff, maxBackoff, maxTotalBackoff, retryUnanswered);
    }

    /**
     * Returns a copy with other pauses. They are set together, since the first can't be longer than the longest.
     *
     * @param initial the longest pause after the first attempt; it doubles with each further one
     * @param max the longest pause between two attempts, unless the provider asks for a longer one
     * @return a changed copy
     * @throws IllegalArgumentException if one is negative or longer than a day, or the first longer than the second
     */
    public RetryPolicy withBackoff(Duration initial, Duration max) {
        return new RetryPolicy(maxAttempts, initial, max, maxTotalBackoff, retryUnanswered);
    }

    /**
     * Returns a copy with another limit for all pauses together.
     *
     * @param other how long all pauses of one stream may take together
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public RetryPolicy withMaxTotalBackoff(Duration other) {
        return new RetryPolicy(maxAttempts, initialBackoff, maxBackoff, other, retryUnanswered);
    }

    /**
     * The same, sending again or not what was sent whole and got no response.
     *
     * @param other whether to
     * @return a changed copy
     */
    public RetryPolicy withRetryUnanswered(boolean other) {
        return new RetryPolicy(maxAttempts, initialBackoff, maxBackoff, maxTotalBackoff, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetryPolicy that
                && maxAttempts == that.maxAttempts
                && initialBackoff.equals(that.initialBackoff)
                && maxBackoff.equals(that.maxBackoff)
                && maxTotalBackoff.equals(that.maxTotalBackoff)
                && retryUnanswered == that.retryUnanswered;
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxAttempts, initialBackoff, maxBackoff, maxTotalBackoff, retryUnanswered);
    }

    @Override
    public String toString() {
        return "RetryPolicy[maxAttempts=" + maxAttempts + ", initialBackoff=" + initialBackoff + ", maxBackoff="
                + maxBackoff + ", maxTotalBackoff=" + maxTotalBackoff + ", retryUnanswered=" + retryUnanswered + "]";
    }
}
