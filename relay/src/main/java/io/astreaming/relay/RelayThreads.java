package io.astreaming.relay;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one relay: one for timers, and as many for streams as there are processors. They are daemon threads. */
final class RelayThreads implements Scheduler, AutoCloseable {
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, named("astreaming-relay-timer"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            WORKERS, WORKERS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("astreaming-relay"));

    RelayThreads() {
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timers.setKeepAliveTime(5, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
        workers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // or an application that is redeployed would stay in memory
            return thread;
        };
    }

    Executor workers() {
        return workers;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        Future<?> task = timers.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    /** Drops all timers, which would keep what they refer to in memory, and sets no more. Work goes on, and its threads end then. */
    @Override
    public void close() {
        timers.shutdown();
    }
}
