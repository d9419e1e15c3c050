package io.astreaming.dispatch;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which endpoints have failed lately. Thread-safe. */
final class CoolDowns {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Duration coolDown;
    /** When each endpoint may be asked again. */
    private final Map<String, Long> ends = new ConcurrentHashMap<>();

    CoolDowns(Duration coolDown) {
        if (coolDown.isNegative()) {
            throw new IllegalArgumentException("the cool-down must not be negative: " + coolDown);
        }
        this.coolDown = shorter(coolDown);
    }

    private static Duration shorter(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    void failed(String endpoint, ChatException failure, long nanos) {
        Duration asked = failure instanceof RejectedException rejected ? rejected.retryAfter() : null;
        Duration time = asked != null && asked.compareTo(coolDown) > 0 ? shorter(asked) : coolDown;
        ends.put(endpoint, nanos + time.toNanos());
    }

    /** Returns the candidates that haven't failed lately; if all have, the one that may be asked first. */
    List<String> best(List<String> candidates, long nanos) {
        List<String> ready =
                candidates.stream().filter(name -> left(name, nanos) <= 0).toList();
        if (!ready.isEmpty()) {
            return ready;
        }
        String first = candidates.get(0);
        for (String name : candidates) {
            first = left(name, nanos) < left(first, nanos) ? name : first;
        }
        return List.of(first);
    }

    private long left(String endpoint, long nanos) {
        Long end = ends.get(endpoint);
        return end == null ? 0 : end - nanos;
    }
}
