package io.astreaming.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The short ASCII words that streams repeat in every chunk, the names of members above all: each is made a String once. Bounded:
 * of the words that meet in one place the last two stay.
 *
 * <p>Thread-safe, and shared by all streams of a codec, without a lock: a word is immutable and found whole or not at all, and two
 * threads that write to one place at the same time lose no more than a word, which is then made anew.
 */
final class Names {
    /** Of a hash, to tell places. */
    private static final int BITS = 7;

    private static final int LONGEST = 40;
    private static final int GOLDEN = 0x9E3779B9;

    private final @Nullable Word[] words = new Word[2 << BITS];

    /** A word and the bytes that spell it. */
    private static final class Word {
        final String text;
        private final byte[] spelling;

        Word(String text, byte[] spelling) {
            this.text = text;
            this.spelling = spelling;
        }

        boolean isSpelt(byte[] bytes, int from, int to) {
            return Arrays.equals(spelling, 0, spelling.length, bytes, from, to);
        }
    }

    /** The word in a range of bytes, which must be ASCII. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return word(bytes, from, to);
        }
        int hash = ((bytes[from] * 31 + bytes[to - 1]) * 31 + bytes[from + length / 2]) * 31 + length;
        int place = ((hash * GOLDEN) >>> (Integer.SIZE - BITS)) << 1;
        Word first = words[place];
        if (first != null && first.isSpelt(bytes, from, to)) {
            return first.text;
        }
        Word second = words[place + 1];
        if (second != null && second.isSpelt(bytes, from, to)) {
            return second.text;
        }
        String made = word(bytes, from, to);
        words[place + 1] = first;
        words[place] = new Word(made, Arrays.copyOfRange(bytes, from, to));
        return made;
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
