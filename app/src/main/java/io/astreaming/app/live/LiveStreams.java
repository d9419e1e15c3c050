package io.astreaming.app.live;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The streams that are open, of which there are only a few at a time. Thread-safe. */
final class LiveStreams {
    /** How many streams are open at a time. */
    static final int MAX = 8;

    private final Set<LiveStream> open = new HashSet<>();
    private final AtomicLong last = new AtomicLong();

    /** Returns a name for the next stream. */
    String nextId() {
        return Long.toString(last.incrementAndGet());
    }

    /** Adds a stream, unless there are too many. */
    synchronized boolean add(LiveStream stream) {
        return open.size() < MAX && open.add(stream);
    }

    synchronized void remove(LiveStream stream) {
        open.remove(stream);
    }

    /** Returns how many streams are open. */
    synchronized int size() {
        return open.size();
    }

    /** Stops a stream; one that has ended isn't there any more. */
    void stop(String id) {
        all().stream().filter(stream -> stream.id().equals(id)).forEach(LiveStream::stop);
    }

    /** Stops all streams. */
    void stopAll() {
        all().forEach(LiveStream::stop);
    }

    private synchronized List<LiveStream> all() {
        return List.copyOf(open);
    }
}
