package io.astreaming.stream;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads that keep neither the program alive nor the class loader of whoever first needed them. Thread-safe.
 *
 * @param name what each is called
 */
record DaemonThreads(String name) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
