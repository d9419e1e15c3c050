package io.astreaming.json.token;

/**
 * Half a surrogate pair, as an answer that was cut in an emoji leaves it, is no character: there is no UTF-8 for it,
 * and of its escape many a provider says 400, to every later turn of the conversation. What goes out has U+FFFD in its
 * place.
 */
public final class Surrogates {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ESCAPE = 6;
    private static final int HEX = 16;

    private Surrogates() {}

    /** The same JSON, with every half of a pair replaced, whether it stands there or is escaped. */
    public static String mended(String json) {
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

    /** How many characters spell the one at a place. */
    private static int length(String json, int at) {
        if (json.charAt(at) != '\\' || at + 1 == json.length()) {
            return 1;
        }
        boolean code = json.charAt(at + 1) == 'u' && at + ESCAPE <= json.length();
        return code ? ESCAPE : 2;
    }

    /** The character that is spelt so; of a short escape anything that isn't half a pair. */
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
