package io.astreaming.client;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where subscribers are called unless they have a place of their own: as many daemon threads as cores, which go when idle. */
public final class EventExecutor {
    private static final Executor THREADS = threads(Runtime.getRuntime().availableProcessors());

    private EventExecutor() {}

    /** The threads, for tasks that run with the context class loader that the calling thread has now. */
    public static Executor ofCaller() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> THREADS.execute(new CallerTask(task, loader));
    }

    private static Executor threads(int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads("astreaming-events"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
