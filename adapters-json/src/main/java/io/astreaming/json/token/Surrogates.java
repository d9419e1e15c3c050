package io.astreaming.json.token;

/**
 * Unpaired surrogates in JSON. An answer that was cut within an emoji leaves half of a surrogate pair, which is no
 * character and has no UTF-8; many providers answer its escape with status 400, in every later turn of the
 * conversation. What is sent has U+FFFD in its place.
 */
public final class Surrogates {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ESCAPE = 6;
    private static final int HEX = 16;

    private Surrogates() {}

    /** Returns the same JSON with each unpaired surrogate replaced, whether it is escaped or not. */
    public static String replaceUnpaired(String json) {
        StringBuilder out = null;
        int written = 0;
        int at = 0;
        while (at < json.length()) {
            int length = length(json, at);
            char c = unit(json, at, length);
            if (!Character.isSurrogate(c)) {
                at += length;
                continue;
            }
            int next = at + length;
            int nextLength = next < json.length() ? length(json, next) : 0;
            if (nextLength > 0 && Character.isSurrogatePair(c, unit(json, next, nextLength))) {
                at = next + nextLength;
                continue;
            }
            out = out == null ? new StringBuilder(json.length()) : out;
            out.append(json, written, at).append(REPLACEMENT);
            written = next;
            at = next;
        }
        return out == null ? json : out.append(json, written, json.length()).toString();
    }

    /** Returns how many characters the notation of a character has, an escape or the character itself. */
    private static int length(String json, int at) {
        if (json.charAt(at) != '\\' || at + 1 == json.length()) {
            return 1;
        }
        boolean code = json.charAt(at + 1) == 'u' && at + ESCAPE <= json.length();
        return code ? ESCAPE : 2;
    }

    /** Returns the character that is written there; for an escape of two characters, a backslash. */
    private static char unit(String json, int at, int length) {
        if (length < ESCAPE) {
            return json.charAt(at);
        }
        int value = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            value = value * HEX + Math.max(0, Character.digit(json.charAt(i), HEX));
        }
        return (char) value;
    }
}
