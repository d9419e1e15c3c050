package io.astreaming.client;

import org.jspecify.annotations.Nullable;

/**
 * Runs a task with its caller's context class loader, on any thread. The thread's own loader is restored afterwards, so
 * that an idle thread doesn't retain the caller's. As thread-safe as the task.
 *
 * @param task the task
 * @param loader the caller's context class loader; null if it has none
 */
record CallerTask(Runnable task, @Nullable ClassLoader loader) implements Runnable {
    /** Returns a task that runs with the calling thread's loader. */
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
