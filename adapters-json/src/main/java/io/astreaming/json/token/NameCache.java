package io.astreaming.json.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the short ASCII words that streams repeat in every chunk, above all the names of members. The cache is
 * bounded: of the words with the same hash, it keeps the last two.
 *
 * <p>Thread-safe, and shared by all streams of a codec, without a lock: a word is immutable and is found whole or not
 * at all. If two threads write to the same place, one word is lost and created again later.
 */
public final class NameCache {
    /** How many bits of the hash determine the place. */
    private static final int BITS = 7;

    private static final int LONGEST = 40;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final @Nullable Word[] words = new Word[2 << BITS];

    /** A word with its bytes: the first eight and the last eight, which most words don't exceed, and all of them. */
    private static final class Word {
        final String text;
        private final long first;
        private final long last;
        private final byte[] ascii;

        Word(String text, long first, long last, byte[] ascii) {
            this.text = text;
            this.first = first;
            this.last = last;
            this.ascii = ascii;
        }

        boolean matches(byte[] bytes, int from, int to, long theirFirst, long theirLast) {
            int length = to - from;
            return first == theirFirst
                    && last == theirLast
                    && ascii.length == length
                    && (length <= 2 * Long.BYTES || Arrays.equals(ascii, 0, length, bytes, from, to));
        }
    }

    /** Returns the word in a range of bytes, which must be ASCII. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return word(bytes, from, to);
        }
        long start = eight(bytes, from, Math.min(length, Long.BYTES));
        long end = length <= Long.BYTES ? start : EightBytes.at(bytes, to - Long.BYTES);
        int place = (int) (((start * 31 + end + length) * GOLDEN) >>> (Long.SIZE - BITS)) << 1;
        Word first = words[place];
        if (first != null && first.matches(bytes, from, to, start, end)) {
            return first.text;
        }
        Word second = words[place + 1];
        if (second != null && second.matches(bytes, from, to, start, end)) {
            return second.text;
        }
        String added = word(bytes, from, to);
        words[place + 1] = first;
        words[place] = new Word(added, start, end, Arrays.copyOfRange(bytes, from, to));
        return added;
    }

    /** Returns up to eight bytes as one number. */
    private static long eight(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            long all = EightBytes.at(bytes, from);
            return length == Long.BYTES ? all : all & ((1L << (Byte.SIZE * length)) - 1);
        }
        long all = 0;
        for (int i = length - 1; i >= 0; i--) {
            all = all << Byte.SIZE | bytes[from + i];
        }
        return all;
    }

    /** Returns whether a range of bytes is this text; always false for text beyond ASCII. */
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
