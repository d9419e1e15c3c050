package io.astreaming.relay;

import io.astreaming.relay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The latest events of a stream, in a ring that grows: consecutive numbers, and when each event came. */
final class RecentEvents {
    private @Nullable StoredEvent[] events = new @Nullable StoredEvent[16];
    private long[] nanos = new long[16];
    private long first = 1;
    private long last;
    private long bytes;

    /** Begins after a number; only while no event is held. */
    void beginAfter(long number) {
        first = number + 1;
        last = number;
    }

    /** Leaves events out; only what breaks a rule on purpose does so. */
    void skipTo(long number) {
        while (first <= last) {
            dropFirst();
        }
        beginAfter(number - 1);
    }

    void add(StoredEvent event, long now) {
        if (event.number() != last + 1) {
            throw new IllegalStateException("event " + event.number() + " doesn't follow event " + last);
        }
        if (last - first + 1 == events.length) {
            grow();
        }
        last++;
        events[index(last)] = event;
        nanos[index(last)] = now;
        bytes += event.size();
    }

    private void grow() {
        @Nullable StoredEvent[] more = new @Nullable StoredEvent[events.length * 2];
        long[] times = new long[more.length];
        for (long n = first; n <= last; n++) {
            more[(int) (n % more.length)] = events[index(n)];
            times[(int) (n % more.length)] = nanos[index(n)];
        }
        events = more;
        nanos = times;
    }

    private int index(long number) {
        return (int) (number % events.length);
    }

    /** Returns the number of the oldest event that is held; one more than the last if none is. */
    long first() {
        return first;
    }

    /** Returns the number of the last event that was added; that after which the events begin if there was none. */
    long last() {
        return last;
    }

    /** Returns what the held events are counted with, in bytes. */
    long bytes() {
        return bytes;
    }

    @Nullable
    StoredEvent get(long number) {
        return number < first || number > last ? null : events[index(number)];
    }

    /** Returns an event that is held. */
    StoredEvent held(long number) {
        return Objects.requireNonNull(events[index(number)], "event");
    }

    /** Replaces the time of a held event. */
    void restamp(long number, long atNanos) {
        nanos[index(number)] = atNanos;
    }

    /** Returns the time of a held event: when it came, or a later one that it was given; in nanoseconds. */
    long nanosOf(long number) {
        return nanos[index(number)];
    }

    /** Returns the events from a number on, up to about a size; at least one if there is one. */
    List<StoredEvent> from(long number, int maxBytes) {
        List<StoredEvent> found = new ArrayList<>();
        long size = 0;
        for (long n = Math.max(number, first); n <= last; n++) {
            StoredEvent event = held(n);
            size += event.size();
            if (size > maxBytes && !found.isEmpty()) {
                break;
            }
            found.add(event);
        }
        return found;
    }

    void dropFirst() {
        bytes -= held(first).size();
        events[index(first)] = null;
        first++;
    }
}
