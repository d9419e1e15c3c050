package io.astreaming.sse;

/** Finds where a JSON object or array ends, by its brackets alone: whether it is well formed is for others to say. Not thread-safe. */
final class JsonEndDetector {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Takes the next byte, the first of which is an opening bracket. True if it closes that one. */
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

    /** Takes bytes up to the end. The index behind it, or -1 if it isn't among them. */
    int find(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isReachedBy(bytes[i])) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether the next byte belongs to a string, where JSON has no line end. */
    boolean isWithinString() {
        return inString;
    }
}
