package io.astreaming.redis;

import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.TailListener;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One stream that is followed. Thread-safe; its listener is called with its lock held, and must not wait. */
final class StreamFollower {
    /** How often the listener is told that nothing is new. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A stream that Redis has lost looks like one that is quiet, so one that is quiet is looked for this often. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final StreamId id;
    private final String key;
    private final Entries format;
    private final TailListener listener;
    private long told;
    private String lastEntry;
    private long lastQuiet = System.nanoTime();
    private long lastFound = System.nanoTime();
    private boolean over;

    StreamFollower(StreamId id, String key, Entries format, long after, TailListener listener) {
        this.id = id;
        this.key = key;
        this.format = format;
        this.listener = listener;
        told = after;
        // Signs of life follow the entry of the event after which they were written, so this entry is the last one
        // seen.
        lastEntry = after == 0 ? "0-1" : after + "-0";
    }

    String key() {
        return key;
    }

    synchronized String lastEntry() {
        return lastEntry;
    }

    /** Returns the earlier one of two ids. */
    static String earlier(String a, String b) {
        return compare(a, b) <= 0 ? a : b;
    }

    private static int compare(String a, String b) {
        int dashA = a.indexOf('-');
        int dashB = b.indexOf('-');
        int byTime = Long.compareUnsigned(
                Long.parseUnsignedLong(a.substring(0, dashA)), Long.parseUnsignedLong(b.substring(0, dashB)));
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(
                        Long.parseUnsignedLong(a.substring(dashA + 1)), Long.parseUnsignedLong(b.substring(dashB + 1)));
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized void close() {
        over = true;
    }

    synchronized void take(List<StreamMessage<String, byte[]>> entries) {
        List<StreamMessage<String, byte[]>> fresh = new ArrayList<>();
        for (StreamMessage<String, byte[]> entry : entries) {
            if (compare(entry.getId(), lastEntry) > 0) {
                fresh.add(entry);
            }
        }
        if (over || fresh.isEmpty()) {
            return;
        }
        EntryPage page;
        try {
            page = EntryPage.of(format, id, fresh, told);
        } catch (IllegalStateException e) { // no relay has written this: the stream is as good as lost
            gone();
            return;
        }
        lastEntry = fresh.get(fresh.size() - 1).getId();
        if (!page.page().events().isEmpty()) {
            told = page.page().events().get(page.page().events().size() - 1).number();
        }
        lastFound = System.nanoTime();
        lastQuiet = lastFound;
        over = page.page().seal() != null;
        listener.page(page.page());
    }

    /** Returns whether it is time to ask whether the stream is still there. */
    synchronized boolean isToBeLookedFor() {
        if (System.nanoTime() - lastFound < LOOK_NANOS) {
            return false;
        }
        lastFound = System.nanoTime();
        return true;
    }

    synchronized void quiet() {
        if (!over && System.nanoTime() - lastQuiet >= QUIET_NANOS) {
            lastQuiet = System.nanoTime();
            listener.quiet();
        }
    }

    synchronized void unreachable() {
        if (!over) {
            listener.unreachable();
        }
    }

    synchronized void gone() {
        if (!over) {
            over = true;
            listener.gone();
        }
    }
}
