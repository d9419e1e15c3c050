package io.astreaming.app.terminal;

/**
 * Makes text from outside safe to print. A terminal executes control characters, and invisible characters reverse the
 * direction of writing or hide text, so none of them may be printed.
 */
public final class TerminalText {
    private static final char PICTURES = '\u2400';
    /** The variation selector of emojis, which a joiner may follow. */
    private static final char EMOJI = '\ufe0f';

    private static final char DELETE = '\u007f';
    /** Scripts below this code point have no joined characters. */
    private static final int FIRST_THAT_JOINS = 0x600;

    /** Fillers, the Braille blank, and joining marks: letters and symbols by category, but invisible. */
    private static final String BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private TerminalText() {}

    /**
     * Returns a text on several lines: line feeds and tabs stay, carriage returns are removed, other controls become
     * visible symbols.
     */
    static String text(String text) {
        return text(' ', text);
    }

    /**
     * Returns a piece of a text, made safe.
     *
     * @param before the character before it
     */
    static String text(int before, String piece) {
        return replaced(before, piece, "\n\t");
    }

    /** Returns a text on one line. */
    public static String line(String text) {
        return replaced(' ', text, "").replace("\u240a", " ").replace("\u2409", " ");
    }

    /** Returns JSON on one line; control characters and unpaired surrogates, which JSON may contain, are escaped. */
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

    /** Returns the beginning of a text, on one line. */
    public static String beginning(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return line(text);
        }
        return line(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
    }

    /** Returns whether a character is a control, a line separator, or an invisible format character. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANKS.indexOf(c) >= 0 || isSelector(c);
        };
    }

    /** A variation selector chooses a form of the previous character, such as a symbol or its emoji. */
    private static boolean isSelector(int c) {
        return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x180b && c <= 0x180f) || (c >= 0xe0100 && c <= 0xe01ef);
    }

    /** After a character without forms a selector can only hide data; so can a second one. */
    private static boolean selects(int before, int c) {
        return isSelector(c) && (isSymbol(before) || Character.isIdeographic(before));
    }

    private static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_SYMBOL, Character.MATH_SYMBOL -> !isControl(c);
            default -> "0123456789#*\u203c\u2049\u3030\u303d".indexOf(c) >= 0;
        };
    }

    /** Joiners combine emojis and shape Arabic and Indic letters; after other characters they can only hide data. */
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
