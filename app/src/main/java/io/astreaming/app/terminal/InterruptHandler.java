package io.astreaming.app.terminal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Handles the request to end the process (Ctrl-C). */
public final class InterruptHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private InterruptHandler() {}

    /**
     * Runs some work. If the process must end meanwhile, the work is stopped at once, and the process waits a little
     * until the work has reported its result.
     *
     * @param stop makes the work end; called from another thread
     * @param work the work
     * @return the result of the work
     */
    public static <T> T stop(Runnable stop, Callable<T> work) throws Exception {
        return stop(stop, PATIENCE, work);
    }

    /**
     * Runs some work like {@link #stop(Runnable, Callable)}.
     *
     * @param patience how long the process waits for work that was stopped
     */
    public static <T> T stop(Runnable stop, Duration patience, Callable<T> work) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(stop, patience, over), "astreaming-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            over.countDown();
            forget(hook);
        }
    }

    private static void stopAndWait(Runnable stop, Duration patience, CountDownLatch over) {
        stop.run();
        try {
            boolean inTime = over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                Runtime.getRuntime().halt(ExitCode.CANCELLED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is running or has run.
        }
    }
}
