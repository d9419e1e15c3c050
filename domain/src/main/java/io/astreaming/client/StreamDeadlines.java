package io.astreaming.client;

import io.astreaming.error.StreamTimeoutException;
import io.astreaming.port.Scheduler;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long one stream is waited for. Progress is noted by writing a field; the one timer looks at them when it rings and sets itself for
 * the next deadline, so that a byte costs no timer. Only while the reader waits does the provider's time run: what the caller does
 * between two reads is nobody's delay, and counts for the whole stream alone.
 *
 * <p>The notes are made by the reading thread; the timer rings on another.
 */
final class StreamDeadlines {
    private final StreamTimeouts timeouts;
    private final Scheduler scheduler;
    private final Consumer<Expiry> out;
    private final long start;
    private volatile long since;
    private volatile boolean waiting;
    private volatile boolean headers;
    private volatile boolean content;
    private volatile boolean finished;
    // Under the monitor:
    private boolean stopped;
    private Scheduler.@Nullable Timer timer;
    private long looks;

    /**
     * That timeout has run out.
     *
     * @param error what took too long; absent if every choice had finished, which is no error
     */
    record Expiry(@Nullable StreamTimeoutException error) {}

    StreamDeadlines(StreamTimeouts timeouts, Scheduler scheduler, Consumer<Expiry> out) {
        this.timeouts = timeouts;
        this.scheduler = scheduler;
        this.out = out;
        this.start = scheduler.nanoTime();
        this.since = start;
        rearm();
    }

    void headersCame() {
        waiting = false;
        headers = true;
        rearm();
    }

    /** The request goes out once more. */
    void sent() {
        waiting = false;
        headers = false;
        rearm();
    }

    /** The reader wants more, or still wants it. */
    void waiting() {
        if (!waiting) {
            since = scheduler.nanoTime();
            waiting = true;
        }
    }

    /** What the reader waited for came. */
    void bytesCame() {
        waiting = false;
    }

    void contentCame() {
        content = true;
    }

    void allFinished() {
        if (!finished) {
            finished = true;
            rearm();
        }
    }

    void stop() {
        Scheduler.Timer last;
        synchronized (this) {
            stopped = true;
            last = timer;
        }
        cancel(last);
    }

    /** Looks at the deadlines. Nobody is called under the monitor: who is told may call a subscriber, and that one anybody. */
    private void rearm() {
        Next next = new Next();
        Scheduler.Timer last;
        long look;
        synchronized (this) {
            if (stopped) {
                return;
            }
            consider(next);
            stopped = next.left <= 0;
            last = timer;
            timer = null;
            look = ++looks;
        }
        cancel(last);
        if (next.left > 0) {
            keep(scheduler.schedule(Duration.ofNanos(next.left), this::rearm), look);
        } else {
            out.accept(
                    new Expiry(next.waiting == null ? null : new StreamTimeoutException(next.waiting, next.allowed)));
        }
    }

    /** Keeps a timer, unless there was a later look meanwhile, which has its own, or an end. */
    private void keep(Scheduler.Timer set, long look) {
        synchronized (this) {
            if (!stopped && look == looks) {
                timer = set;
                return;
            }
        }
        set.cancel();
    }

    private static void cancel(Scheduler.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void consider(Next next) {
        long now = scheduler.nanoTime();
        long quiet = waiting ? since : now;
        long begun = waiting ? start : now;
        next.consider(StreamTimeoutException.Phase.TOTAL, timeouts.total(), start, now);
        if (!headers) {
            next.consider(StreamTimeoutException.Phase.HEADERS, timeouts.headers(), quiet, now);
        } else if (!finished) {
            next.consider(StreamTimeoutException.Phase.IDLE, timeouts.idle(), quiet, now);
        }
        if (finished) {
            next.consider(null, timeouts.afterFinish(), quiet, now);
        } else if (!content) {
            next.consider(StreamTimeoutException.Phase.FIRST_CONTENT, timeouts.firstContent(), begun, now);
        }
    }

    /** The deadline that comes first. */
    private static final class Next {
        private StreamTimeoutException.@Nullable Phase waiting;
        private Duration allowed = Duration.ZERO;
        private long left = Long.MAX_VALUE;

        void consider(StreamTimeoutException.@Nullable Phase what, Duration timeout, long since, long now) {
            long remaining = timeout.toNanos() - (now - since);
            if (remaining < left) {
                left = remaining;
                waiting = what;
                allowed = timeout;
            }
        }
    }
}
