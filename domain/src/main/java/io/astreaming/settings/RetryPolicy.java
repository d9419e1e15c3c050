package io.astreaming.settings;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and when to retry a request that got no answer: the connection couldn't be opened, the provider rejected the
 * request with a transient status (408, 409, 429, 5xx) or with an error in place of an answer, or the connection broke
 * before a response arrived. Once an answer has begun, the request is never sent again.
 *
 * <p>The backoff doubles from one attempt to the next and has a random part (jitter), so that many clients don't retry
 * at the same moment. If the provider says how long to wait ({@code Retry-After}, {@code retry-after-ms}), the backoff
 * is that long, and there is no further attempt if {@link #maxTotalBackoff} doesn't allow it. Each duration lies
 * between 0 and a day.
 *
 * <p>Immutable; the {@code with} methods return changed copies.
 */
public final class RetryPolicy {
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Three attempts with backoffs of at most 0.5 s and 1 s; no backoff is longer than 8 s, and all together take at
     * most 1 min. Retries requests that got no response.
     */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofMinutes(1), true);

    /** One attempt, no retries. */
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

    /** {@return how many times a request is sent at most; 1 means no retries} */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** {@return the longest backoff after the first attempt; it doubles with each further attempt} */
    public Duration initialBackoff() {
        return initialBackoff;
    }

    /** {@return the longest backoff between two attempts, unless the provider asks for a longer one} */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** {@return how long all backoffs of one stream may take together} */
    public Duration maxTotalBackoff() {
        return maxTotalBackoff;
    }

    /**
     * Whether to retry a request that was sent completely but got no response, which happens if the server closes a
     * pooled connection at the same moment. The provider may already have processed the request, and charge for both
     * attempts.
     *
     * @return whether to retry such a request
     */
    public boolean retryUnanswered() {
        return retryUnanswered;
    }

    /**
     * Returns a copy with another number of attempts.
     *
     * @param other how many times to send a request at most; at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public RetryPolicy withMaxAttempts(int other) {
        return new RetryPolicy(other, initialBackoff, maxBackoff, maxTotalBackoff, retryUnanswered);
    }

    /**
     * Returns a copy with other backoffs. Both are set together, since the first must not be longer than the maximum.
     *
     * @param initial the longest backoff after the first attempt; it doubles with each further attempt
     * @param max the longest backoff between two attempts, unless the provider asks for a longer one
     * @return a changed copy
     * @throws IllegalArgumentException if one is negative or longer than a day, or the first longer than the second
     */
    public RetryPolicy withBackoff(Duration initial, Duration max) {
        return new RetryPolicy(maxAttempts, initial, max, maxTotalBackoff, retryUnanswered);
    }

    /**
     * Returns a copy with another limit for all backoffs together.
     *
     * @param other how long all backoffs of one stream may take together
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public RetryPolicy withMaxTotalBackoff(Duration other) {
        return new RetryPolicy(maxAttempts, initialBackoff, maxBackoff, other, retryUnanswered);
    }

    /**
     * Returns a copy that retries requests that were sent completely and got no response, or doesn't.
     *
     * @param other whether to retry such requests
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
