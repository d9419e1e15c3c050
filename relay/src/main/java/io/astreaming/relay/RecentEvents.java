package io.astreaming.relay;

import io.astreaming.relay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of a stream, in a ring that grows: consecutive numbers, and when each event came. Events that are seldom
 * read again can be held as what differs from an earlier one.
 */
final class RecentEvents {
    private @Nullable StoredEvent[] events = new @Nullable StoredEvent[16];
    private @Nullable EventDifference[] differences = new @Nullable EventDifference[16];
    private long[] nanos = new long[16];
    private long first = 1;
    private long last;
    private long bytes;
    private long compacted;
    private @Nullable StoredEvent compared;

    /** Begins after a number; only while no event is held. */
    void beginAfter(long number) {
        first = number + 1;
        last = number;
        compacted = number;
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
        @Nullable EventDifference[] moreDifferences = new @Nullable EventDifference[more.length];
        long[] times = new long[more.length];
        for (long n = first; n <= last; n++) {
            int index = (int) (n % more.length);
            more[index] = events[index(n)];
            moreDifferences[index] = differences[index(n)];
            times[index] = nanos[index(n)];
        }
        events = more;
        differences = moreDifferences;
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
        return number < first || number > last ? null : held(number);
    }

    /** Returns an event that is held. */
    private StoredEvent held(long number) {
        EventDifference difference = differences[index(number)];
        return difference == null ? whole(number) : difference.restore(number);
    }

    private StoredEvent whole(long number) {
        return Objects.requireNonNull(events[index(number)], "event");
    }

    /** Returns what an event that is held is counted with, in bytes. */
    int sizeOf(long number) {
        EventDifference difference = differences[index(number)];
        return difference == null ? whole(number).size() : difference.size();
    }

    /** Holds the events up to a number, where it saves memory, as what differs from an earlier one. */
    void compactUpTo(long number) {
        for (long n = Math.max(compacted + 1, first); n <= Math.min(number, last); n++) {
            compact(n);
            compacted = n;
        }
    }

    private void compact(long number) {
        StoredEvent event = whole(number);
        EventDifference difference = compared == null ? null : EventDifference.between(event, compared);
        if (difference == null) {
            compared = EventDifference.isComparable(event) ? event : null;
        } else {
            bytes += difference.size() - event.size();
            differences[index(number)] = difference;
            events[index(number)] = null;
        }
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
        bytes -= sizeOf(first);
        events[index(first)] = null;
        differences[index(first)] = null;
        first++;
    }
}
