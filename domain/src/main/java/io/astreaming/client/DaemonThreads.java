package io.astreaming.client;

import java.util.concurrent.ThreadFactory;

/**
 * Creates daemon threads that inherit neither the context class loader nor the thread-locals of the caller that first
 * needed them. Thread-safe.
 *
 * @param name the name of each thread
 */
record DaemonThreads(String name) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
