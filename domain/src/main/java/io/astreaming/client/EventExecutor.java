package io.astreaming.client;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the subscribers' callbacks unless the chat has an executor of its own: on as many daemon threads as there are
 * cores, which end when they are idle. Thread-safe.
 */
public final class EventExecutor {
    private static final Executor THREADS = threads(Runtime.getRuntime().availableProcessors());

    private EventExecutor() {}

    /** Returns an executor whose tasks run with the calling thread's current context class loader. */
    public static Executor ofCaller() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> THREADS.execute(new CallerTask(task, loader));
    }

    private static Executor threads(int threads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("astreaming-events"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
