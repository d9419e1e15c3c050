package io.astreaming.relay;

import java.util.concurrent.CompletableFuture;

/** Counts the streams that a node produces, so that the node can wait for the last of them. Thread-safe. */
final class Drain {
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private int streams;
    private boolean finishing;
    private boolean over;

    /** Counts one more stream. Returns false if no more may begin. */
    synchronized boolean begin() {
        if (finishing) {
            return false;
        }
        streams++;
        return true;
    }

    void end() {
        synchronized (this) {
            streams--;
            if (!finishing || streams > 0) {
                return;
            }
        }
        finished.complete(null);
    }

    /** Lets no more streams begin. Returns what completes when the last has ended. */
    CompletableFuture<Void> finish() {
        synchronized (this) {
            finishing = true;
            if (streams > 0) {
                return finished;
            }
        }
        finished.complete(null);
        return finished;
    }

    /** Waits no longer for the streams that haven't ended. */
    void giveUp() {
        finished.complete(null);
    }

    /** The time to wait is over: a stream that still begins is to be ended at once. */
    synchronized void over() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }
}
