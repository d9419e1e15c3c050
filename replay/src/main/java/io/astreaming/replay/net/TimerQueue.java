package io.astreaming.replay.net;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The timers of a loop, ordered by time. Not thread-safe. */
final class TimerQueue {
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();

    /** Adds a task that is due after a delay in nanoseconds. */
    Timer add(long nanos, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + Math.max(0, nanos), task);
        timers.add(timer);
        return timer;
    }

    void remove(Timer timer) {
        timers.remove(timer);
    }

    /** Returns the time until the next timer is due, in nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    long nanosToNext() {
        Timer next = timers.peek();
        return next == null ? Long.MAX_VALUE : next.at - System.nanoTime();
    }

    /** Removes the next task that is due and returns it; null if none is due. */
    @Nullable
    Runnable pollDue(long now) {
        Timer next = timers.peek();
        if (next == null || next.at - now > 0) {
            return null;
        }
        timers.remove();
        return next.task;
    }
}
