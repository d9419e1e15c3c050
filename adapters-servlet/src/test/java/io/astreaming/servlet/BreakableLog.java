package io.astreaming.servlet;

import io.astreaming.port.Scheduler;
import io.astreaming.relay.log.InMemoryStreamLog;
import io.astreaming.relay.log.StreamLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A log in memory that a test can take away. */
final class BreakableLog implements Scheduler {
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private final StreamLog log = new InMemoryStreamLog(this, 100_000_000);
    private volatile boolean broken;

    StreamLog streams() {
        return (StreamLog) Proxy.newProxyInstance(
                StreamLog.class.getClassLoader(), new Class<?>[] {StreamLog.class}, (proxy, method, arguments) -> {
                    if (broken && CompletionStage.class.isAssignableFrom(method.getReturnType())) {
                        return CompletableFuture.failedFuture(new IllegalStateException("the log is gone"));
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        var task = timers.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }
}
