package io.astreaming.client;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where one thread waits until something may have arrived. An arrival that nobody waits for is remembered. Thread-safe. */
public final class ReadSignal implements Runnable {
    private volatile boolean arrived;
    private volatile @Nullable Thread waiting;

    /** Something may have arrived. */
    @Override
    public void run() {
        arrived = true;
        LockSupport.unpark(waiting);
    }

    /** Waits for the next arrival, or takes the one that was remembered. */
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
