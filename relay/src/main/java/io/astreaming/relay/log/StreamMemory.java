package io.astreaming.relay.log;

import io.astreaming.port.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stream of the log in memory. The log's lock guards it. */
final class StreamMemory {
    /** What a stream is counted with beside its events, in bytes. */
    static final long OWN_SIZE = 1024;

    private final StreamHead head;
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<LogFollower> followers = new ArrayList<>();
    private long size = OWN_SIZE;
    private @Nullable Seal seal;
    private Scheduler.@Nullable Timer expiry;

    StreamMemory(StreamHead head) {
        this.head = head;
    }

    LogState state(long connection) {
        return new LogState(head, last(), seal, connection);
    }

    long last() {
        return events.size();
    }

    @Nullable
    Seal seal() {
        return seal;
    }

    long size() {
        return size;
    }

    void add(List<StoredEvent> more) {
        events.addAll(more);
        for (StoredEvent event : more) {
            size += event.size();
        }
    }

    void end(Seal with) {
        seal = with;
    }

    Page page(long after, int maxBytes) {
        List<StoredEvent> found = new ArrayList<>();
        long bytes = 0;
        int next = (int) Math.min(after, events.size());
        while (next < events.size()) {
            StoredEvent event = events.get(next);
            bytes += event.size();
            if (bytes > maxBytes && !found.isEmpty()) {
                break;
            }
            found.add(event);
            next++;
        }
        return new Page(found, next == events.size() ? seal : null);
    }

    void expireWith(Scheduler.Timer timer) {
        drop();
        expiry = timer;
    }

    /** The stream is no longer kept. */
    void drop() {
        if (expiry != null) {
            expiry.cancel();
        }
    }

    void add(LogFollower follower) {
        followers.add(follower);
    }

    void remove(LogFollower follower) {
        followers.remove(follower);
    }

    List<LogFollower> followers() {
        return List.copyOf(followers);
    }
}
