package io.astreaming.client;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's own clock, and one daemon thread for all timers, which goes when there is nothing to wait for. Thread-safe. */
final class SystemScheduler implements Scheduler {
    static final Scheduler INSTANCE = new SystemScheduler();

    private final ScheduledThreadPoolExecutor bell =
            new ScheduledThreadPoolExecutor(1, new DaemonThreads("astreaming-scheduler"));

    private SystemScheduler() {
        bell.setRemoveOnCancelPolicy(true);
        bell.setKeepAliveTime(5, TimeUnit.SECONDS);
        bell.allowCoreThreadTimeOut(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        Future<?> task = bell.schedule(CallerTask.of(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }
}
