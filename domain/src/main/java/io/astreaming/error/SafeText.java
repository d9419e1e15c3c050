package io.astreaming.error;

/** Text from outside, made fit for a message: one line, no control characters, not too long. */
final class SafeText {
    private static final int LONGEST = 500;

    private SafeText() {}

    static String line(String text) {
        int end = Math.min(text.length(), LONGEST);
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
