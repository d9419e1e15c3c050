package io.astreaming.port;

import java.time.Duration;

/**
 * The time source of streams: a monotonic clock and timers. The clock never throws. What {@link #schedule} throws while
 * a stream is sent or read cancels that stream and reaches its reader. Thread-safe.
 */
public interface Scheduler {
    /** {@return nanoseconds since an arbitrary fixed moment} */
    long nanoTime();

    /**
     * Runs an action once, after a delay.
     *
     * @param delay how long from now
     * @param action the action; it must be short and must not block
     * @return a handle to cancel it
     */
    Timer schedule(Duration delay, Runnable action);

    /** A scheduled action. */
    interface Timer {
        /** Cancels the action; has no effect after the action has run. */
        void cancel();
    }
}
