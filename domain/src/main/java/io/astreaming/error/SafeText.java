package io.astreaming.error;

/** Makes text from outside safe for a message: one line, no control characters, bounded in length. */
final class SafeText {
    private static final int MAX_LENGTH = 500;

    private SafeText() {}

    static String line(String text) {
        int end = Math.min(text.length(), MAX_LENGTH);
        StringBuilder out = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        if (end < text.length()) {
            out.append('…');
        }
        return out.toString().strip();
    }
}
