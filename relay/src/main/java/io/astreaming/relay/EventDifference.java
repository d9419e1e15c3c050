package io.astreaming.relay;

import io.astreaming.relay.log.StoredEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event as what differs from an earlier one, from which it is restored: most chunks of a provider differ from each other
 * in a few bytes in the middle. Immutable.
 */
final class EventDifference {
    /** What a difference is counted with beside its bytes. */
    private static final int OWN_BYTES = 64;

    /** Greater events aren't compared: the earlier one stays in memory after it was dropped, and isn't counted any more. */
    private static final int MAX_BYTES = 4 * 1024;

    private final StoredEvent earlier;
    private final int prefix;
    private final int suffix;
    private final byte[] middle;

    private EventDifference(StoredEvent earlier, int prefix, int suffix, byte[] middle) {
        this.earlier = earlier;
        this.prefix = prefix;
        this.suffix = suffix;
        this.middle = middle;
    }

    /** Returns whether an event is small enough to be compared, and to be what others are compared with. */
    static boolean isComparable(StoredEvent event) {
        return event.data().length <= MAX_BYTES;
    }

    /** Returns what differs from a comparable event; null if that wouldn't take less than half of the memory. */
    static @Nullable EventDifference between(StoredEvent event, StoredEvent earlier) {
        if (!isComparable(event) || !event.type().equals(earlier.type())) {
            return null;
        }
        byte[] data = event.data();
        byte[] other = earlier.data();
        int shorter = Math.min(data.length, other.length);
        int mismatch = Arrays.mismatch(data, 0, shorter, other, 0, shorter);
        int prefix = mismatch < 0 ? shorter : mismatch;
        int suffix = commonSuffix(data, other, shorter - prefix);
        int different = data.length - prefix - suffix;
        if (different + OWN_BYTES > event.size() / 2) {
            return null;
        }
        return new EventDifference(earlier, prefix, suffix, Arrays.copyOfRange(data, prefix, prefix + different));
    }

    private static int commonSuffix(byte[] one, byte[] other, int max) {
        int length = 0;
        while (length < max && one[one.length - 1 - length] == other[other.length - 1 - length]) {
            length++;
        }
        return length;
    }

    /** Returns the event under its number. */
    StoredEvent restore(long number) {
        byte[] other = earlier.data();
        byte[] data = new byte[prefix + middle.length + suffix];
        System.arraycopy(other, 0, data, 0, prefix);
        System.arraycopy(middle, 0, data, prefix, middle.length);
        System.arraycopy(other, other.length - suffix, data, prefix + middle.length, suffix);
        return new StoredEvent(number, earlier.type(), data);
    }

    /** Returns what the difference is counted with, in bytes. */
    int size() {
        return middle.length + OWN_BYTES;
    }
}
