package io.astreaming.port;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and when a request is sent again that got no answer: no connection, a refusal that may pass (408, 409, 429, 5xx), or a
 * connection that broke before there was a response. Only then: once an answer has begun, nothing is ever sent again.
 *
 * <p>Pauses grow from one attempt to the next and are scattered, so that many clients don't come back at the same moment. If the provider
 * says how long to wait ({@code Retry-After}, {@code retry-after-ms}), it is waited so long, and not at all if the budget
 * doesn't allow it.
 *
 * @param attempts how often a request is sent at most; 1 for never again
 * @param firstDelay the longest pause after the first attempt; it doubles with each further one
 * @param longestDelay the longest pause between two attempts, unless the provider asks for a longer one
 * @param budget how long all pauses of one stream may take together
 * @param resend whether to send again what was sent whole but got no response, as happens to a kept connection that the server
 *     closes at the same moment. The provider may have begun to answer, and bill both
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration budget, boolean resend) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Three attempts, the pauses at most 0.5 s and 1 s, no more than 8 s each and 1 min together; resends. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofMinutes(1), true);

    /** One attempt and no other. */
    public static final RetryPolicy NONE = DEFAULT.withAttempts(1);

    /** Refuses less than one attempt, and times that are negative or longer than a day. */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        bounded(firstDelay, "firstDelay");
        bounded(longestDelay, "longestDelay");
        bounded(budget, "budget");
    }

    /**
     * The same with another number of attempts.
     *
     * @param other how often to send at most
     * @return a changed copy
     */
    public RetryPolicy withAttempts(int other) {
        return new RetryPolicy(other, firstDelay, longestDelay, budget, resend);
    }

    /**
     * The same with another budget.
     *
     * @param other how long all pauses of one stream may take together
     * @return a changed copy
     */
    public RetryPolicy withBudget(Duration other) {
        return new RetryPolicy(attempts, firstDelay, longestDelay, other, resend);
    }

    /**
     * The same, sending again or not what was sent whole.
     *
     * @param other whether to
     * @return a changed copy
     */
    public RetryPolicy withResend(boolean other) {
        return new RetryPolicy(attempts, firstDelay, longestDelay, budget, other);
    }

    private static void bounded(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must lie between 0 and a day, not " + value);
        }
    }
}
