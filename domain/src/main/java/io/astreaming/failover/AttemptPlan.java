package io.astreaming.failover;

import io.astreaming.client.RetryState;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.error.ChatException;
import io.astreaming.settings.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint one stream asks next, and when. An endpoint that may answer the same request later is asked again no
 * sooner than it wants; any other that failed isn't asked again by this stream. Not thread-safe.
 */
final class AttemptPlan {
    private final List<Option> options = new ArrayList<>();
    private final EndpointPolicy policy;
    private final RetryPolicy retry;
    private final RetryState retries;

    /** An endpoint that may still be asked, from a certain time on. */
    private static final class Option {
        private final Endpoint endpoint;
        private long from;

        Option(Endpoint endpoint, long from) {
            this.endpoint = endpoint;
            this.from = from;
        }
    }

    AttemptPlan(List<Endpoint> endpoints, EndpointPolicy policy, RetryPolicy retry, long now) {
        endpoints.forEach(endpoint -> options.add(new Option(endpoint, now)));
        this.policy = policy;
        this.retry = retry;
        this.retries = new RetryState(retry);
    }

    /** Counts an attempt, and returns its number, starting at 1. */
    int next() {
        return retries.next();
    }

    /** Chooses an endpoint among those that may be asked now; among all that are left if a timer rang too early. */
    Endpoint choose(long now) {
        List<Option> ready =
                options.stream().filter(option -> option.from - now <= 0).toList();
        List<String> names = (ready.isEmpty() ? options : ready)
                .stream().map(option -> option.endpoint.name()).toList();
        String chosen = policy.choose(names, now);
        for (Option option : options) {
            if (names.contains(chosen) && option.endpoint.name().equals(chosen)) {
                return option.endpoint;
            }
        }
        throw new IllegalStateException("the endpoint policy chose none of the endpoints that may be asked");
    }

    /**
     * Decides what follows a failure before the first content.
     *
     * @param left how much time the stream has left
     * @return how long to wait for the next attempt, often not at all; null if there is none
     */
    @Nullable
    Duration after(Endpoint failed, ChatException error, Duration left, long now) {
        if (!EndpointFailures.mayGoElsewhere(error, retry)) {
            return null;
        }
        options.removeIf(option -> option.endpoint.equals(failed) && !retries.isTransient(error));
        for (Option option : options) {
            if (option.endpoint.equals(failed)) {
                option.from = now + retries.pauseFor(error).toNanos();
            }
        }
        if (options.isEmpty() || !retries.hasAttempts()) {
            return null;
        }
        long soonest = Long.MAX_VALUE;
        for (Option option : options) {
            soonest = Math.min(soonest, Math.max(0, option.from - now));
        }
        Duration pause = Duration.ofNanos(soonest);
        return pause.compareTo(left) < 0 && retries.spend(pause) ? pause : null;
    }
}
