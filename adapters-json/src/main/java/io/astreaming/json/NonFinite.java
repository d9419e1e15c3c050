package io.astreaming.json;

import java.util.List;

/**
 * {@code NaN} and the infinities, which Python writes and reads for numbers though JSON doesn't know them. They are read as null.
 */
final class NonFinite {
    private static final List<String> WORDS = List.of("NaN", "Infinity", "-Infinity");

    private NonFinite() {}

    /** Whether a range of bytes is one of these words. */
    static boolean isAt(byte[] bytes, int from, int to) {
        for (int i = 0; i < WORDS.size(); i++) {
            if (Names.isAt(bytes, from, to, WORDS.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The same text with null in the place of each, strings apart. */
    static String asNull(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int written = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = behindString(text, at);
            } else if (endsWord(c)) {
                at++;
            } else {
                int start = at;
                while (at < text.length() && !endsWord(text.charAt(at)) && text.charAt(at) != '"') {
                    at++;
                }
                if (WORDS.contains(text.substring(start, at))) {
                    out.append(text, written, start).append("null");
                    written = at;
                }
            }
        }
        return out.append(text, written, text.length()).toString();
    }

    private static int behindString(String text, int quote) {
        int at = quote + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static boolean endsWord(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\r', ',', ':', '{', '}', '[', ']' -> true;
            default -> false;
        };
    }
}
