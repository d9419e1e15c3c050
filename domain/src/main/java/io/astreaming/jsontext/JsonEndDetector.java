package io.astreaming.jsontext;

/**
 * Detects the end of a JSON object or array by its brackets and quotation marks only, without checking whether it is
 * well formed. Not thread-safe.
 */
public final class JsonEndDetector {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Creates a detector before the first character. */
    public JsonEndDetector() {}

    /**
     * Reads the next character.
     *
     * @param c the character, or one byte of its UTF-8
     * @return whether it closes the outermost bracket
     */
    public boolean read(int c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return false;
        }
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth--;
                return depth == 0;
            }
            default -> {}
        }
        return false;
    }

    /**
     * Reads bytes up to the end of the object or array.
     *
     * @param bytes UTF-8
     * @param from the index of the first byte to read
     * @param to the index after the last byte to read
     * @return the index after the closing bracket; -1 if the bytes don't contain it
     */
    public int find(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (read(bytes[i])) {
                return i + 1;
            }
        }
        return -1;
    }

    /** {@return whether a bracket or a string is open} */
    public boolean isWithinValue() {
        return depth > 0 || inString;
    }

    /** {@return whether a string is open, in which JSON allows no line end} */
    public boolean isWithinString() {
        return inString;
    }
}
