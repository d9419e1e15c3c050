package io.astreaming.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines. */
final class LineEndScanner {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private LineEndScanner() {}

    /** Returns the index of the first LF or CR in {@code [from, to)}, or {@code to}. */
    static int find(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            // Eight bytes at a time while none is below 0x0E: in text, few such bytes except line ends occur. The
            // subtraction sets the high bit of each byte below (and may of one above such a byte); ~x leaves out those
            // from 0x80 on.
            while (i <= to - 8) {
                long x = (long) EIGHT.get(bytes, i);
                long low = (x - 0x0E * ONES) & ~x & HIGHS;
                if (low != 0) {
                    i += Long.numberOfTrailingZeros(low) >>> 3;
                    break;
                }
                i += 8;
            }
            if (i < to && (bytes[i] == '\n' || bytes[i] == '\r')) {
                return i;
            }
            i++;
        }
        return to;
    }
}
