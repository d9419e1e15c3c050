package io.astreaming.client;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that goes only when told to. It begins anywhere, as the JDK's does, here where it soon overflows. Thread-safe. */
public final class ManualScheduler implements Scheduler {
    private static final long BEGIN = Long.MAX_VALUE - 1_000_000_000;

    private final List<Ring> rings = new ArrayList<>();
    private long now;

    private record Ring(long at, Runnable action) {}

    @Override
    public synchronized long nanoTime() {
        return BEGIN + now;
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable action) {
        Ring ring = new Ring(now + delay.toNanos(), action);
        rings.add(ring);
        return () -> remove(ring);
    }

    private synchronized void remove(Ring ring) {
        rings.remove(ring);
    }

    /** Lets time pass, and rings what is due on the way. */
    public void pass(Duration time) {
        long until = now() + time.toNanos();
        for (Ring ring = due(until); ring != null; ring = due(until)) {
            ring.action.run();
        }
        set(until);
    }

    private synchronized long now() {
        return now;
    }

    private synchronized void set(long time) {
        now = time;
    }

    private synchronized Ring due(long until) {
        Ring next = rings.stream().min(Comparator.comparingLong(Ring::at)).orElse(null);
        if (next == null || next.at > until) {
            return null;
        }
        rings.remove(next);
        now = Math.max(now, next.at);
        return next;
    }

    public synchronized int pending() {
        return rings.size();
    }
}
