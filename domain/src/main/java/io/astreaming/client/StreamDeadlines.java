package io.astreaming.client;

import io.astreaming.error.StreamTimeoutException;
import io.astreaming.port.Scheduler;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one stream. Progress only writes a field. A single timer checks the fields when it runs and
 * schedules itself for the next deadline, so that an arriving byte costs no timer. The provider's time runs only while
 * the reader waits; the caller's own time between two reads counts for the total timeout alone.
 *
 * <p>The reading thread reports progress; the timer runs on another thread.
 */
final class StreamDeadlines {
    private final StreamTimeouts timeouts;
    private final Scheduler scheduler;
    private final Consumer<Expiry> onExpiry;
    private final long start;
    private volatile boolean sent;
    private volatile long asked;
    private volatile long since;
    private volatile boolean waiting;
    private volatile boolean headers;
    private volatile boolean content;
    private volatile boolean finished;
    // Guarded by the monitor:
    private boolean stopped;
    private Scheduler.@Nullable Timer timer;
    private long checks;

    /**
     * A deadline has passed.
     *
     * @param error says which timeout it was; null if every choice had finished, which is no error
     */
    record Expiry(@Nullable StreamTimeoutException error) {}

    StreamDeadlines(StreamTimeouts timeouts, Scheduler scheduler, Consumer<Expiry> onExpiry) {
        this(timeouts, scheduler, scheduler.nanoTime(), onExpiry);
    }

    /**
     * Creates the deadlines of a stream.
     *
     * @param start when the stream began, on the clock of the scheduler
     */
    StreamDeadlines(StreamTimeouts timeouts, Scheduler scheduler, long start, Consumer<Expiry> onExpiry) {
        this.timeouts = timeouts;
        this.scheduler = scheduler;
        this.onExpiry = onExpiry;
        this.start = start;
        this.since = start;
        this.asked = start;
    }

    void headersCame() {
        waiting = false;
        headers = true;
        rearm();
    }

    /** The stream waits until its request may be sent: only the total timeout counts. No timer is set before. */
    void queued() {
        rearm();
    }

    /** The request is sent, for the first time or again. */
    void sent() {
        if (!sent) {
            sent = true;
            asked = scheduler.nanoTime();
        }
        waiting = false;
        headers = false;
        rearm();
    }

    /** The reader waits, or still waits, for the provider. */
    void waiting() {
        if (!waiting) {
            since = scheduler.nanoTime();
            waiting = true;
        }
    }

    /** The provider has sent what the reader waited for. */
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

    /**
     * Checks the deadlines and schedules the timer. Callbacks run outside of the monitor, since they may reach a
     * subscriber's code.
     */
    private void rearm() {
        Next next = new Next();
        Scheduler.Timer last;
        long check;
        synchronized (this) {
            if (stopped) {
                return;
            }
            consider(next);
            stopped = next.left <= 0;
            last = timer;
            timer = null;
            check = ++checks;
        }
        cancel(last);
        if (next.left > 0) {
            keep(scheduler.schedule(Duration.ofNanos(next.left), this::rearm), check);
        } else {
            onExpiry.accept(
                    new Expiry(next.phase == null ? null : new StreamTimeoutException(next.phase, next.allowed)));
        }
    }

    /** Keeps a timer; cancels it if a later check has set another one meanwhile, or the deadlines were stopped. */
    private void keep(Scheduler.Timer set, long check) {
        synchronized (this) {
            if (!stopped && check == checks) {
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
        long idleSince = waiting ? since : now;
        long contentSince = waiting ? asked : now;
        next.consider(StreamTimeoutException.Phase.TOTAL, timeouts.total(), start, now);
        if (!sent) {
            return;
        }
        if (!headers) {
            next.consider(StreamTimeoutException.Phase.HEADERS, timeouts.headers(), idleSince, now);
        } else if (!finished) {
            next.consider(StreamTimeoutException.Phase.IDLE, timeouts.idle(), idleSince, now);
        }
        if (finished) {
            next.consider(null, timeouts.afterFinish(), idleSince, now);
        } else if (!content) {
            next.consider(StreamTimeoutException.Phase.FIRST_CONTENT, timeouts.firstContent(), contentSince, now);
        }
    }

    /** Finds the deadline that passes first. */
    private static final class Next {
        private StreamTimeoutException.@Nullable Phase phase;
        private Duration allowed = Duration.ZERO;
        private long left = Long.MAX_VALUE;

        void consider(StreamTimeoutException.@Nullable Phase what, Duration timeout, long since, long now) {
            long remaining = timeout.toNanos() - (now - since);
            if (remaining < left) {
                left = remaining;
                phase = what;
                allowed = timeout;
            }
        }
    }
}
