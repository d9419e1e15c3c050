package io.astreaming.stream;

import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.StreamTimeoutException.Waiting;
import io.astreaming.port.Alarm;
import io.astreaming.port.StreamTimeouts;
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
final class Patience {
    private final StreamTimeouts timeouts;
    private final Alarm alarm;
    private final Consumer<Exhausted> out;
    private final long start;
    private volatile long since;
    private volatile boolean waiting;
    private volatile boolean headers;
    private volatile boolean content;
    private volatile boolean finished;
    private volatile boolean stopped;
    private Alarm.@Nullable Timer timer;

    /**
     * That patience has run out.
     *
     * @param error what took too long; absent if every choice had finished, which is no error
     */
    record Exhausted(@Nullable StreamTimeoutException error) {}

    Patience(StreamTimeouts timeouts, Alarm alarm, Consumer<Exhausted> out) {
        this.timeouts = timeouts;
        this.alarm = alarm;
        this.out = out;
        this.start = alarm.nanoTime();
        this.since = start;
        look();
    }

    void headersCame() {
        waiting = false;
        headers = true;
        look();
    }

    /** The request goes out once more. */
    void sent() {
        waiting = false;
        headers = false;
        look();
    }

    /** The reader wants more, or still wants it. */
    void waiting() {
        if (!waiting) {
            since = alarm.nanoTime();
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
            look();
        }
    }

    synchronized void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        long now = alarm.nanoTime();
        long quiet = waiting ? since : now;
        long begun = waiting ? start : now;
        Next next = new Next();
        next.consider(Waiting.TOTAL, timeouts.total(), start, now);
        if (!headers) {
            next.consider(Waiting.HEADERS, timeouts.headers(), quiet, now);
        } else if (!finished) {
            next.consider(Waiting.IDLE, timeouts.idle(), quiet, now);
        }
        if (finished) {
            next.consider(null, timeouts.afterFinish(), quiet, now);
        } else if (!content) {
            next.consider(Waiting.FIRST_CONTENT, timeouts.firstContent(), begun, now);
        }
        if (next.left > 0) {
            timer = alarm.schedule(Duration.ofNanos(next.left), this::look);
        } else {
            stopped = true;
            out.accept(new Exhausted(
                    next.waiting == null ? null : new StreamTimeoutException(next.waiting, next.allowed)));
        }
    }

    /** The deadline that comes first. */
    private static final class Next {
        private @Nullable Waiting waiting;
        private Duration allowed = Duration.ZERO;
        private long left = Long.MAX_VALUE;

        void consider(@Nullable Waiting what, Duration patience, long since, long now) {
            long remaining = patience.toNanos() - (now - since);
            if (remaining < left) {
                left = remaining;
                waiting = what;
                allowed = patience;
            }
        }
    }
}
