package io.astreaming.sse;

/** The mark that may precede UTF-8; an event stream's first line is read without it. */
final class ByteOrderMark {
    private static final byte[] BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteOrderMark() {}

    /** Returns whether this byte of a body belongs to the mark, if all before it did. */
    static boolean isAt(long position, byte b) {
        return position < BYTES.length && b == BYTES[(int) position];
    }

    /** Returns the index after the mark if it begins at {@code from}, or else {@code from}. */
    static int skip(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isAt(i - from, bytes[i])) {
            i++;
        }
        return i - from == BYTES.length ? i : from;
    }
}
