package io.astreaming.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks of one stream one at a time, in the order in which they came, on an executor. So what the tasks touch
 * needs no lock. What a task throws reaches the executor after the other tasks have run. Thread-safe.
 */
final class SerialTasks implements Executor {
    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    SerialTasks(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            executor.execute(this::runAll);
        }
    }

    private void runAll() {
        Throwable thrown = null;
        do {
            try {
                tasks.remove().run(); // a task is counted after it was added, so there is one
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        } while (pending.decrementAndGet() != 0);
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
