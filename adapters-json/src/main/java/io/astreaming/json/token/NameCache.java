package io.astreaming.json.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The short ASCII words that streams repeat in every chunk, the names of members above all: each is made a String once.
 * Bounded: of the words that meet in one place the last two stay.
 *
 * <p>Thread-safe, and shared by all streams of a codec, without a lock: a word is immutable and found whole or not at
 * all, and two threads that write to one place at the same time lose no more than a word, which is then made anew.
 */
public final class NameCache {
    /** Of a hash, to tell places. */
    private static final int BITS = 7;

    private static final int LONGEST = 40;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final @Nullable Word[] words = new Word[2 << BITS];

    /** A word and the bytes that spell it: its first eight and its last eight, which is all of most, and in full. */
    private static final class Word {
        final String text;
        private final long first;
        private final long last;
        private final byte[] spelling;

        Word(String text, long first, long last, byte[] spelling) {
            this.text = text;
            this.first = first;
            this.last = last;
            this.spelling = spelling;
        }

        boolean isSpelt(byte[] bytes, int from, int to, long itsFirst, long itsLast) {
            int length = to - from;
            return first == itsFirst
                    && last == itsLast
                    && spelling.length == length
                    && (length <= 2 * Long.BYTES || Arrays.equals(spelling, 0, length, bytes, from, to));
        }
    }

    /** The word in a range of bytes, which must be ASCII. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return word(bytes, from, to);
        }
        long start = eight(bytes, from, Math.min(length, Long.BYTES));
        long end = length <= Long.BYTES ? start : (long) EIGHT.get(bytes, to - Long.BYTES);
        int place = (int) (((start * 31 + end + length) * GOLDEN) >>> (Long.SIZE - BITS)) << 1;
        Word first = words[place];
        if (first != null && first.isSpelt(bytes, from, to, start, end)) {
            return first.text;
        }
        Word second = words[place + 1];
        if (second != null && second.isSpelt(bytes, from, to, start, end)) {
            return second.text;
        }
        String made = word(bytes, from, to);
        words[place + 1] = first;
        words[place] = new Word(made, start, end, Arrays.copyOfRange(bytes, from, to));
        return made;
    }

    /** Up to eight bytes as one number. */
    private static long eight(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            long all = (long) EIGHT.get(bytes, from);
            return length == Long.BYTES ? all : all & ((1L << (Byte.SIZE * length)) - 1);
        }
        long all = 0;
        for (int i = length - 1; i >= 0; i--) {
            all = all << Byte.SIZE | bytes[from + i];
        }
        return all;
    }

    /** Whether the bytes spell this text. Never yes beyond ASCII. */
    static boolean isAt(byte[] bytes, int from, int to, String text) {
        int length = to - from;
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static String word(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
