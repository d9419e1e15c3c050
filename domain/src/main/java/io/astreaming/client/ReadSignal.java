package io.astreaming.client;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the one thread that waits for something to arrive. A signal without a waiting thread is kept for the next wait.
 * Thread-safe.
 */
public final class ReadSignal implements Runnable {
    private volatile boolean arrived;
    private volatile @Nullable Thread waiting;

    /** Signals that something may have arrived. */
    @Override
    public void run() {
        arrived = true;
        LockSupport.unpark(waiting);
    }

    /** Waits for the next signal; returns at once if one was kept. */
    public void await() throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            while (!arrived) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            arrived = false;
        } finally {
            waiting = null;
        }
    }
}
