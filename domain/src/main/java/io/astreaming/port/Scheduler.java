package io.astreaming.port;

import java.time.Duration;

/** The time that streams use: a monotonic clock, and timers. Thread-safe. */
public interface Scheduler {
    /** {@return nanoseconds since some fixed moment} */
    long nanoTime();

    /**
     * Rings once.
     *
     * @param delay how long from now
     * @param action what to do then; short, and it doesn't block
     * @return a handle to call it off
     */
    Timer schedule(Duration delay, Runnable action);

    /** A timer that was set. */
    interface Timer {
        /** Calls it off; harmless when it has rung. */
        void cancel();
    }
}
