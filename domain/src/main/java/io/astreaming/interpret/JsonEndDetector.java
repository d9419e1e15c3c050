package io.astreaming.interpret;

/**
 * Detects by the brackets where the JSON value of a growing text ends. Each character is read once, however often the
 * caller asks. Not thread-safe.
 */
final class JsonEndDetector {
    private int scanned;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean blank = true;

    /** Returns whether a text, which has only grown since the last call, has a value that is closed. */
    boolean isClosed(CharSequence text) {
        return !isBlank(text) && depth <= 0 && !inString;
    }

    /** Returns whether the text has only white space so far. */
    boolean isBlank(CharSequence text) {
        for (; scanned < text.length(); scanned++) {
            scan(text.charAt(scanned));
        }
        return blank;
    }

    private void scan(char c) {
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
