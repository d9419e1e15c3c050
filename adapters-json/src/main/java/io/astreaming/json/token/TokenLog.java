package io.astreaming.json.token;

import org.jspecify.annotations.Nullable;

/**
 * A log of the objects that were created from a payload, above all strings, with the bytes of each. It shows from which
 * bytes a value in the chunk was created, and that nothing else was created from them. Not thread-safe.
 */
public final class TokenLog {
    /** Frequent chunks have fewer entries; for a chunk with more, the log knows nothing. */
    private static final int MAX_ENTRIES = 32;

    private final @Nullable Object[] objects = new Object[MAX_ENTRIES];
    private final int[] from = new int[MAX_ENTRIES];
    private final int[] to = new int[MAX_ENTRIES];
    private int count;

    /** Forgets everything. */
    void clear() {
        count = 0;
    }

    /** Adds an object that was created from a range of bytes. */
    void add(Object object, int from, int to) {
        if (count < MAX_ENTRIES) {
            objects[count] = object;
            this.from[count] = from;
            this.to[count] = to;
        }
        count++;
    }

    /** Returns the entry of this very object, if no other entry has any of its bytes; else -1. */
    public int only(@Nullable Object object) {
        return find(object, false);
    }

    /**
     * Returns the entry of this very object, if no other entry has any of its bytes except entries within it; else -1.
     */
    public int outermost(Object object) {
        return find(object, true);
    }

    @SuppressWarnings("ReferenceEquality") // an equal object may have other bytes
    private int find(@Nullable Object object, boolean orWithin) {
        int found = -1;
        for (int i = 0; i < count && count <= MAX_ENTRIES; i++) {
            if (objects[i] == object) {
                found = i;
            }
        }
        for (int i = 0; found >= 0 && i < count; i++) {
            boolean apart = to[i] <= from[found] || to[found] <= from[i];
            boolean within = from[found] < from[i] && to[i] < to[found];
            if (i != found && !apart && !(orWithin && within)) {
                return -1;
            }
        }
        return found;
    }

    /** Returns where the bytes of an entry begin. */
    public int from(int index) {
        return from[index];
    }

    /** Returns where the bytes of an entry end. */
    public int to(int index) {
        return to[index];
    }
}
