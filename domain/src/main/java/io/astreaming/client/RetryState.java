package io.astreaming.client;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.settings.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Counts the attempts of one stream and adds up their backoffs. Not thread-safe. */
public final class RetryState {
    private final RetryPolicy policy;
    private int attempt;
    private Duration spent = Duration.ZERO;

    public RetryState(RetryPolicy policy) {
        this.policy = policy;
    }

    /** Counts an attempt and returns its number, starting at 1. */
    public int next() {
        return ++attempt;
    }

    public int attempt() {
        return attempt;
    }

    /** Returns the pause before the next attempt; null if no attempt may follow. */
    @Nullable
    Duration pauseAfter(ChatException error) {
        if (!hasAttempts() || !isTransient(error)) {
            return null;
        }
        Duration pause = pauseFor(error);
        return spend(pause) ? pause : null;
    }

    /** Returns whether another attempt is allowed. */
    public boolean hasAttempts() {
        return attempt < policy.maxAttempts();
    }

    /** Returns how long to wait before the endpoint that failed is asked again. */
    public Duration pauseFor(ChatException error) {
        Duration asked = error instanceof RejectedException rejection ? rejection.retryAfter() : null;
        return asked == null ? withJitter(backoff()) : asked;
    }

    /** Takes a pause from the time that all pauses may take. Returns false if it is longer than what is left. */
    public boolean spend(Duration pause) {
        Duration sum = spent.plus(pause);
        if (sum.compareTo(policy.maxTotalBackoff()) > 0) {
            return false;
        }
        spent = sum;
        return true;
    }

    /** Returns whether the same endpoint may be asked again after a failure. */
    public boolean isTransient(ChatException error) {
        if (error instanceof ConnectionException lost && lost.isRetryable()) {
            return lost.phase() == Phase.CONNECT || policy.retryUnanswered();
        }
        if (error instanceof StreamTimeoutException late) {
            return late.phase() == StreamTimeoutException.Phase.CONNECT;
        }
        // An error in place of an answer is a refusal, too.
        boolean refused = error instanceof RejectedException || error instanceof ProviderFailedException;
        return refused && error.isRetryable();
    }

    private Duration backoff() {
        Duration grown = policy.initialBackoff();
        for (int i = 1; i < attempt && grown.compareTo(policy.maxBackoff()) < 0; i++) {
            grown = grown.multipliedBy(2);
        }
        return grown.compareTo(policy.maxBackoff()) < 0 ? grown : policy.maxBackoff();
    }

    /** Returns a random duration between half of the given one and all of it. */
    private static Duration withJitter(Duration longest) {
        long nanos = longest.toNanos();
        return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }
}
