package io.astreaming.client;

import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.port.Scheduler;
import io.astreaming.port.StreamListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one stream at the concurrency limiter of its chat. The reader of the stream asks for it and waits; any
 * thread may {@link #leave}.
 */
public final class Admission {
    private final @Nullable ConcurrencyLimiter limiter;
    private final Scheduler scheduler;
    private final StreamListener listener;
    private final Runnable wakeReader;
    private volatile ConcurrencyLimiter.@Nullable Turn turn;
    private Scheduler.@Nullable Timer timer;
    private long since;

    public Admission(
            @Nullable ConcurrencyLimiter limiter, Scheduler scheduler, StreamListener listener, Runnable wakeReader) {
        this.limiter = limiter;
        this.scheduler = scheduler;
        this.listener = listener;
        this.wakeReader = wakeReader;
    }

    /**
     * Returns whether the stream may be open. If not, it waits, and its reader is called when that changes.
     *
     * @throws ConcurrencyException if the queue is full, or the stream has waited too long
     */
    public boolean isGranted() {
        if (limiter == null) {
            return true;
        }
        ConcurrencyLimiter.Turn asked = turn;
        return asked == null ? enter(limiter) : hasCome(limiter, asked);
    }

    private boolean enter(ConcurrencyLimiter entered) {
        ConcurrencyLimiter.Turn asked = entered.enter(wakeReader);
        turn = asked;
        if (asked.isRefused()) {
            throw ConcurrencyException.queueFull(entered.maxStreams(), entered.maxQueued());
        } else if (asked.isHeld()) {
            return true;
        }
        since = scheduler.nanoTime();
        listener.queued(asked.ahead());
        timer = scheduler.schedule(entered.maxWait(), () -> giveUp(asked));
        return false;
    }

    private void giveUp(ConcurrencyLimiter.Turn asked) {
        if (asked.giveUp()) {
            wakeReader.run();
        }
    }

    private boolean hasCome(ConcurrencyLimiter entered, ConcurrencyLimiter.Turn asked) {
        if (asked.isRefused()) {
            throw ConcurrencyException.waitedTooLong(entered.maxStreams(), entered.maxWait());
        } else if (!asked.isHeld()) {
            return false;
        }
        stopWaiting();
        listener.admitted(Duration.ofNanos(scheduler.nanoTime() - since));
        return true;
    }

    /** The stream doesn't wait any longer. */
    public void stopWaiting() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Leaves the queue, or lets the next stream in. */
    public void leave() {
        ConcurrencyLimiter.Turn asked = turn;
        if (asked != null) {
            asked.leave();
        }
    }
}
