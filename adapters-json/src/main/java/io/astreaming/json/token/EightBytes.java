package io.astreaming.json.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads eight bytes at a time, as one number. */
final class EightBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private EightBytes() {}

    /** Returns the eight bytes that begin at an index, the first in the lowest bits. */
    static long at(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    /**
     * Skips bytes that stand for themselves in a JSON string: ASCII without control characters, quotes and backslashes.
     *
     * @return the index of another byte or, where fewer than eight bytes are left, of a byte before it
     */
    static int skipPlain(byte[] bytes, int from, int limit) {
        int at = from;
        while (at <= limit - Long.BYTES) {
            long x = at(bytes, at);
            // Each term sets the high bit of the bytes that it looks for, and perhaps of bytes above the lowest of
            // them.
            long control = x - ' ' * ONES;
            long quote = (x ^ '"' * ONES) - ONES;
            long backslash = (x ^ '\\' * ONES) - ONES;
            long special = (control | quote | backslash | x) & HIGHS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        return at;
    }
}
