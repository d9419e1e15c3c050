package io.astreaming.dispatch;

import io.astreaming.error.ChatException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Chooses the endpoint with the fewest open streams among those that haven't failed lately. Thread-safe. */
final class LeastLoadedPolicy implements EndpointPolicy {
    private final CoolDowns coolDowns;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    LeastLoadedPolicy(CoolDowns coolDowns) {
        this.coolDowns = coolDowns;
    }

    @Override
    public String choose(List<String> candidates, long nanos) {
        List<String> best = coolDowns.best(candidates, nanos);
        int first = Math.floorMod(turn.getAndIncrement(), best.size());
        String least = best.get(first);
        for (int i = 1; i < best.size(); i++) {
            String next = best.get((first + i) % best.size());
            least = load(next) < load(least) ? next : least;
        }
        return least;
    }

    private int load(String endpoint) {
        return open.getOrDefault(endpoint, 0);
    }

    @Override
    public void attemptStarted(String endpoint) {
        open.merge(endpoint, 1, Integer::sum);
    }

    @Override
    public void attemptEnded(String endpoint, @Nullable ChatException failure, long nanos) {
        open.merge(endpoint, -1, Integer::sum);
        if (failure != null) {
            coolDowns.failed(endpoint, failure, nanos);
        }
    }
}
