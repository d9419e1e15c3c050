package io.astreaming.app;

/** Text from outside, made fit for a screen: a terminal obeys control characters, so none of them may get there. */
final class Printable {
    private static final char PICTURES = '\u2400';
    private static final char DELETE = '\u007f';

    private Printable() {}

    /** A text of any length: line feeds and tabs stay, carriage returns go, other controls become pictures. */
    static String text(String text) {
        return replaced(text, "\n\t");
    }

    /** A text on one line. */
    static String line(String text) {
        return replaced(text, "").replace("\u240a", " ").replace("\u2409", " ");
    }

    /** JSON on one line: JSON needn't escape all that a terminal obeys, nor halves of surrogate pairs; here it does. */
    static String json(CharSequence json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (pair) {
                out.append(c).append(json.charAt(++i));
            } else if (isControl(c) || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The beginning of a text, on one line. */
    static String beginning(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return line(text);
        }
        return line(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
    }

    /** Controls, and the marks that turn the direction of writing round. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    private static String replaced(String text, String kept) {
        if (text.chars().noneMatch(Printable::isControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isControl(c) || kept.indexOf(c) >= 0) {
                out.append(c);
            } else if (c < ' ' && c != '\r') {
                out.append((char) (PICTURES + c));
            } else if (c != '\r') {
                out.append(c == DELETE ? '\u2421' : '\ufffd');
            }
        }
        return out.toString();
    }
}
