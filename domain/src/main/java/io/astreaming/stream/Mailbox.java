package io.astreaming.stream;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs tasks on the thread that waits for a result. Any thread may add tasks; one thread runs them. */
final class Mailbox implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /**
     * Runs tasks until a future has completed, which has to add a task. If the thread is interrupted, it continues so,
     * and is interrupted again at the end.
     *
     * @param interrupted called at the first interrupt; should complete the future soon
     */
    void runUntil(Future<?> done, Runnable interrupted) {
        boolean wasInterrupted = false;
        while (!done.isDone() || !tasks.isEmpty()) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                if (!wasInterrupted) {
                    wasInterrupted = true;
                    interrupted.run();
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
