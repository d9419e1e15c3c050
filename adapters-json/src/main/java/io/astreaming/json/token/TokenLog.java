package io.astreaming.json.token;

import org.jspecify.annotations.Nullable;

/**
 * What was taken out of a payload while it was read, texts above all, and from where; so that one can tell of something
 * in a chunk which bytes it is made of, and that nothing else is. Not thread-safe.
 */
public final class TokenLog {
    /** Chunks of which more is taken aren't those that come by the thousand. */
    private static final int MOST = 32;

    private final @Nullable Object[] things = new Object[MOST];
    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private int count;

    /** Forgets everything. */
    void clear() {
        count = 0;
    }

    /** Notes that something was taken from a range of bytes. */
    void add(Object thing, int from, int to) {
        if (count < MOST) {
            things[count] = thing;
            this.from[count] = from;
            this.to[count] = to;
        }
        count++;
    }

    /** Which taking gave this very object, if nothing else was taken from any of its bytes; -1 if it isn't known. */
    public int only(@Nullable Object thing) {
        return find(thing, false);
    }

    /** The same, though there may be things that were taken from within. */
    public int outermost(Object thing) {
        return find(thing, true);
    }

    @SuppressWarnings("ReferenceEquality") // an equal one may come from elsewhere
    private int find(@Nullable Object thing, boolean orWithin) {
        int found = -1;
        for (int i = 0; i < count && count <= MOST; i++) {
            if (things[i] == thing) {
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

    public int from(int index) {
        return from[index];
    }

    public int to(int index) {
        return to[index];
    }
}
