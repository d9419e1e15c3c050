package io.astreaming.client;

import org.jspecify.annotations.Nullable;

/**
 * A task that runs with its caller's context class loader, wherever it runs; the thread has its own again afterwards, so that one that
 * is idle keeps nobody's. As thread-safe as the task.
 *
 * @param task what to run
 * @param loader the caller's context class loader; null if it has none
 */
record CallerTask(Runnable task, @Nullable ClassLoader loader) implements Runnable {
    /** A task of the calling thread. */
    static CallerTask of(Runnable task) {
        return new CallerTask(task, Thread.currentThread().getContextClassLoader());
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
