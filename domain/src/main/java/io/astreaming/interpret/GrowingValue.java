package io.astreaming.interpret;

import io.astreaming.jsontext.JsonEndDetector;

/**
 * Detects where the JSON value of a growing text ends. Each character is read once, however often the caller asks. Not
 * thread-safe.
 */
final class GrowingValue {
    private final JsonEndDetector end = new JsonEndDetector();
    private int scanned;
    private boolean blank = true;

    /** Returns whether a text, which has only grown since the last call, has a value that is closed. */
    boolean isClosed(CharSequence text) {
        return !isBlank(text) && !end.isWithinValue();
    }

    /** Returns whether the text has only white space so far. */
    boolean isBlank(CharSequence text) {
        for (; scanned < text.length(); scanned++) {
            char c = text.charAt(scanned);
            blank &= Character.isWhitespace(c);
            end.read(c);
        }
        return blank;
    }
}
