package io.astreaming.relay;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A clock that jumps to the next event. Everything happens on one thread, in an order that the seed alone determines. */
final class SimulatedTime implements Scheduler {
    private record Task(long at, long number, Runnable action, AtomicBoolean cancelled) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now = 1_000_000_000L;
    private long number;

    @Override
    public long nanoTime() {
        return now;
    }

    long millis() {
        return now / 1_000_000;
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        AtomicBoolean cancelled = new AtomicBoolean();
        tasks.add(new Task(now + Math.max(0, delay.toNanos()), number++, action, cancelled));
        return () -> cancelled.set(true);
    }

    void after(long millis, Runnable action) {
        schedule(Duration.ofMillis(millis), action);
    }

    /** Runs until a moment, in milliseconds. */
    void runUntil(long millis) {
        while (!tasks.isEmpty() && tasks.peek().at() <= millis * 1_000_000) {
            Task task = tasks.poll();
            now = task.at();
            if (!task.cancelled().get()) {
                task.action().run();
            }
        }
        now = Math.max(now, millis * 1_000_000);
    }
}
