package io.astreaming.sse;

/**
 * Detects the end of a JSON object or array by its brackets only, without checking whether it is well formed. Not
 * thread-safe.
 */
final class JsonEndDetector {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /**
     * Reads the next byte; the first one has to be an opening bracket. Returns true if the byte closes that bracket.
     */
    boolean isReachedBy(byte b) {
        if (inString) {
            boolean plain = escaped;
            escaped = !plain && b == '\\';
            inString = plain || b != '"';
            return false;
        }
        switch (b) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {
                return false;
            }
        }
        return depth == 0;
    }

    /** Reads bytes up to the end of the JSON. Returns the index after it, or -1 if the bytes don't contain it. */
    int find(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isReachedBy(bytes[i])) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Returns whether the next byte belongs to a string, where JSON allows no line end. */
    boolean isWithinString() {
        return inString;
    }
}
