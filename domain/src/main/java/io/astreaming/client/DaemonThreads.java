package io.astreaming.client;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads that keep neither the program alive nor anything of the caller that first needed them: not its context class
 * loader, and not its inheritable thread-locals. Thread-safe.
 *
 * @param name what each is called
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
