package io.astreaming.client;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system clock, and one daemon thread for all timers, which ends when no timer is set. Thread-safe. */
final class SystemScheduler implements Scheduler {
    static final Scheduler INSTANCE = new SystemScheduler();

    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, new DaemonThreads("astreaming-scheduler"));

    private SystemScheduler() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        Future<?> task = executor.schedule(CallerTask.of(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }
}
