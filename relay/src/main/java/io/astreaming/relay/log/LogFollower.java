package io.astreaming.relay.log;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.List;

/** Follows one stream of the log in memory: tells a listener what is new, and at intervals that nothing is. Thread-safe. */
final class LogFollower {
    private static final int PAGE_BYTES = 64 * 1024;
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final InMemoryStreamLog log;
    private final Scheduler scheduler;
    private final StreamId id;
    private final TailListener listener;
    private volatile boolean closed;
    private long told;
    private boolean news;

    LogFollower(InMemoryStreamLog log, Scheduler scheduler, StreamId id, long after, TailListener listener) {
        this.log = log;
        this.scheduler = scheduler;
        this.id = id;
        this.listener = listener;
        told = after;
        scheduleQuiet();
    }

    private void scheduleQuiet() {
        var unused = scheduler.schedule(INTERVAL, this::quiet);
    }

    void close() {
        closed = true;
    }

    /** Something may have changed. */
    synchronized void wake() {
        while (!closed) {
            Page page = log.page(id, told, PAGE_BYTES);
            if (page == null) {
                closed = true;
                listener.gone();
            } else if (page.events().isEmpty() && page.seal() == null) {
                return;
            } else {
                tell(page);
            }
        }
    }

    /** The producer gave a sign of life. */
    synchronized void alive() {
        tell(new Page(List.of(), null));
    }

    private void tell(Page page) {
        if (closed) {
            return;
        }
        news = true;
        if (!page.events().isEmpty()) {
            told = page.events().get(page.events().size() - 1).number();
        }
        closed = page.seal() != null;
        listener.page(page);
    }

    private synchronized void quiet() {
        if (closed) {
            return;
        }
        if (!news) {
            listener.quiet();
        }
        news = false;
        scheduleQuiet();
    }
}
