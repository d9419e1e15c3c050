package io.astreaming.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The short ASCII words that one stream repeats in every chunk, the names of members above all: each is made a String once.
 * Bounded: of the words that meet in one place the last two stay. Not thread-safe.
 */
final class Names {
    /** Of a hash, to tell places. */
    private static final int BITS = 6;

    private static final int LONGEST = 40;
    private static final int GOLDEN = 0x9E3779B9;

    private final String[] words = new String[2 << BITS];
    private final byte[][] spellings = new byte[2 << BITS][];

    Names() {
        Arrays.fill(words, "");
        Arrays.fill(spellings, new byte[0]);
    }

    /** The word in a range of bytes, which must be ASCII. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return word(bytes, from, to);
        }
        int hash = ((bytes[from] * 31 + bytes[to - 1]) * 31 + bytes[from + length / 2]) * 31 + length;
        int first = ((hash * GOLDEN) >>> (Integer.SIZE - BITS)) << 1;
        if (isSpelt(first, bytes, from, to)) {
            return words[first];
        }
        if (isSpelt(first + 1, bytes, from, to)) {
            return words[first + 1];
        }
        words[first + 1] = words[first];
        spellings[first + 1] = spellings[first];
        words[first] = word(bytes, from, to);
        spellings[first] = Arrays.copyOfRange(bytes, from, to);
        return words[first];
    }

    private boolean isSpelt(int place, byte[] bytes, int from, int to) {
        byte[] spelling = spellings[place];
        return Arrays.equals(spelling, 0, spelling.length, bytes, from, to);
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
