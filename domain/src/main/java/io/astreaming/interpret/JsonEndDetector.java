package io.astreaming.interpret;

/**
 * Sees by the brackets where the JSON value of a growing text ends. Each character is looked at once, however often
 * somebody asks. Not thread-safe.
 */
final class JsonEndDetector {
    private int seen;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean blank = true;

    /** Whether a text, which has only grown since the last time, holds a value that is closed. */
    boolean isClosed(CharSequence text) {
        return !isBlank(text) && depth <= 0 && !inString;
    }

    /** Whether such a text is nothing but white space. */
    boolean isBlank(CharSequence text) {
        for (; seen < text.length(); seen++) {
            look(text.charAt(seen));
        }
        return blank;
    }

    private void look(char c) {
        blank &= Character.isWhitespace(c);
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
}
