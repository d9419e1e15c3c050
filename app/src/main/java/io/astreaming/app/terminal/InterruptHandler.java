package io.astreaming.app.terminal;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What to do when the process is told to end (Ctrl-C). */
public final class InterruptHandler {
    private static final int LONGEST_SECONDS = 3;

    private InterruptHandler() {}

    /**
     * Does some work. If the process is told to end meanwhile, the work is stopped at once, and the end waits a little
     * until the work has said what there is to say.
     *
     * @param stop makes the work come to its end; called from another thread
     * @param work the work
     * @return what the work gives
     */
    public static <T> T stop(Runnable stop, Callable<T> work) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(stop, over), "astreaming-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            over.countDown();
            forget(hook);
        }
    }

    private static void stopAndWait(Runnable stop, CountDownLatch over) {
        stop.run();
        try {
            boolean inTime = over.await(LONGEST_SECONDS, TimeUnit.SECONDS);
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
            // The hook runs or has run.
        }
    }
}
