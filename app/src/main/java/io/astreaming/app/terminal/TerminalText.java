package io.astreaming.app.terminal;

/**
 * Text from outside, made fit for a screen. A terminal obeys control characters, and marks that can't be seen turn the
 * direction of writing round or hide text, so none of them may get there.
 */
public final class TerminalText {
    private static final char PICTURES = '\u2400';
    /** The selector of emojis: between it and the next one stands a joiner. */
    private static final char EMOJI = '\ufe0f';

    private static final char DELETE = '\u007f';
    /** Below are the scripts in which nothing joins and nothing is joined. */
    private static final int FIRST_THAT_JOINS = 0x600;

    /**
     * Fillers, the blank of Braille, and marks that only glue: letters and symbols by type, yet nothing is seen of
     * them.
     */
    private static final String BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private TerminalText() {}

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
    public static String line(String text) {
        return replaced(' ', text, "").replace("\u240a", " ").replace("\u2409", " ");
    }

    /** JSON on one line: JSON needn't escape all that a terminal obeys, nor halves of surrogate pairs; here it does. */
    public static String json(CharSequence json) {
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
    public static String beginning(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return line(text);
        }
        return line(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
    }

    /** Controls, separators of lines, and all that is there to format and not to be seen. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANKS.indexOf(c) >= 0 || isSelector(c);
        };
    }

    /** Selectors choose between forms of the character before, such as a symbol and its emoji. */
    private static boolean isSelector(int c) {
        return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x180b && c <= 0x180f) || (c >= 0xe0100 && c <= 0xe01ef);
    }

    /** After what has no forms a selector only hides; so does a second one. */
    private static boolean selects(int before, int c) {
        return isSelector(c) && (isSymbol(before) || Character.isIdeographic(before));
    }

    private static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_SYMBOL, Character.MATH_SYMBOL -> !isControl(c);
            default -> "0123456789#*\u203c\u2049\u3030\u303d".indexOf(c) >= 0;
        };
    }

    /** Joiners hold emojis together and shape Arabic and Indic letters; after anything else they only hide. */
    private static boolean joins(int before, int c) {
        boolean joined = before >= FIRST_THAT_JOINS && (!isControl(before) || before == EMOJI);
        return (c == 0x200c || c == 0x200d) && joined;
    }

    private static String replaced(int first, String text, String kept) {
        if (text.codePoints().noneMatch(TerminalText::isControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int before = first;
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            int c = text.codePointAt(i);
            if (!isControl(c) || kept.indexOf(c) >= 0 || joins(before, c) || selects(before, c)) {
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
