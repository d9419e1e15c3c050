package io.astreaming.json.fast;

import io.astreaming.port.Payload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload that was read, with slots for the values that change from payload to payload. A payload with the same bytes
 * around the slots is read as the same thing with other values. Not thread-safe.
 *
 * @param <T> what a payload is read as
 */
abstract class Template<T> {
    private static final int LONGEST = 4 << 10;

    final TemplateSlot[] slots;
    private final byte[] bytes;

    /** Creates a template of a payload that is {@linkplain #isShort short}. */
    Template(Payload payload, List<TemplateSlot> slots) {
        this.bytes = Arrays.copyOfRange(payload.array(), payload.offset(), payload.offset() + payload.length());
        this.slots = slots.toArray(new TemplateSlot[0]);
    }

    /** Returns whether a payload is short enough that its template is of use. */
    static boolean isShort(Payload payload) {
        return payload.length() <= LONGEST;
    }

    /**
     * Returns what a payload is read as; null if the payload doesn't certainly match.
     *
     * @param workspace reads the values
     */
    @Nullable
    final T read(Payload payload, Workspace workspace) {
        byte[] array = payload.array();
        int at = payload.offset();
        int end = at + payload.length();
        int same = 0;
        for (TemplateSlot slot : slots) {
            int length = slot.from - same;
            if (end - at < length || !Arrays.equals(bytes, same, slot.from, array, at, at + length)) {
                return null;
            }
            at += length;
            same = slot.to;
            int size = slot.to - slot.from;
            slot.unchanged = slot.selfDelimiting
                    && end - at >= size
                    && Arrays.equals(bytes, slot.from, slot.to, array, at, at + size);
            at = slot.unchanged ? at + size : slot.read(array, at, end, workspace);
            if (at < 0) {
                return null;
            }
        }
        return Arrays.equals(bytes, same, bytes.length, array, at, end) ? filled() : null;
    }

    /** Returns what the payload is read as, with the values of the slots; null if that isn't certain. */
    abstract @Nullable T filled();
}
