package io.astreaming.protocol.responses;

import org.jspecify.annotations.Nullable;

/**
 * What was said of one part: how many characters, and their hash, so that its text isn't kept. Not thread-safe.
 */
final class OpenPart {
    private static final int FACTOR = 31; // that of String.hashCode

    final PartKind kind;
    final int number;
    /** How many annotations were told. */
    int annotations;
    /** Arguments that came when the item began: they count only if no piece follows. */
    @Nullable
    String held;

    private long length;
    private int hash;

    OpenPart(PartKind kind, int number) {
        this.kind = kind;
        this.number = number;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void add(String piece) {
        hash = hash * power(piece.length()) + piece.hashCode();
        length += piece.length();
    }

    /** Returns what a summary says beyond the pieces; null if it contradicts them. An empty one says nothing. */
    @Nullable
    String beyond(String summary) {
        if (summary.isEmpty()) {
            return "";
        }
        if (summary.length() < length) {
            return null;
        }
        int said = (int) length;
        String same = said == summary.length() ? summary : summary.substring(0, said);
        return same.hashCode() == hash ? summary.substring(said) : null;
    }

    private static int power(int exponent) {
        int result = 1;
        int square = FACTOR;
        for (int left = exponent; left > 0; left >>= 1) {
            if ((left & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
