package io.astreaming.app;

/**
 * Text from outside, made fit for a screen. A terminal obeys control characters, and marks that can't be seen turn the direction
 * of writing round or hide text, so none of them may get there.
 */
final class Printable {
    private static final char PICTURES = '\u2400';
    private static final char DELETE = '\u007f';
    /** Below are the scripts in which nothing joins and nothing is joined. */
    private static final int FIRST_THAT_JOINS = 0x600;

    private Printable() {}

    /** A text of any length: line feeds and tabs stay, carriage returns go, other controls become pictures. */
    static String text(String text) {
        return text(' ', text);
    }

    /**
     * A piece of a text.
     *
     * @param before the character before it
     */
    static String text(int before, String piece) {
        return replaced(before, piece, "\n\t");
    }

    /** A text on one line. */
    static String line(String text) {
        return replaced(' ', text, "").replace("\u240a", " ").replace("\u2409", " ");
    }

    /** JSON on one line: JSON needn't escape all that a terminal obeys, nor halves of surrogate pairs; here it does. */
    static String json(CharSequence json) {
        StringBuilder out = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (!isControl(c) && Character.getType(c) != Character.SURROGATE) {
                out.appendCodePoint(c);
                return;
            }
            for (char half : Character.toChars(c)) {
                out.append(String.format("\\u%04x", (int) half));
            }
        });
        return out.toString();
    }

    /** The beginning of a text, on one line. */
    static String beginning(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return line(text);
        }
        return line(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
    }

    /** Controls, separators of lines, and all that is there to format and not to be seen. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Joiners hold emojis together and shape Arabic and Indic letters; after anything else they only hide. */
    private static boolean joins(int before, int c) {
        return (c == 0x200c || c == 0x200d) && before >= FIRST_THAT_JOINS && !isControl(before);
    }

    private static String replaced(int first, String text, String kept) {
        if (text.codePoints().noneMatch(Printable::isControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int before = first;
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            int c = text.codePointAt(i);
            if (!isControl(c) || kept.indexOf(c) >= 0 || joins(before, c)) {
                out.appendCodePoint(c);
            } else if (c < ' ' && c != '\r') {
                out.append((char) (PICTURES + c));
            } else if (c != '\r') {
                out.append(c == DELETE ? '\u2421' : '\ufffd');
            }
            before = c;
        }
        return out.toString();
    }
}
