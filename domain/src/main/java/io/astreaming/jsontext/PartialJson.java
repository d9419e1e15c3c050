package io.astreaming.jsontext;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value while its text arrives, and returns at any time a snapshot of the certain part. The certain part
 * only grows: strings get longer, arrays and objects get more elements and members, and the last of them may itself
 * still grow. Numbers, {@code true}, {@code false} and {@code null} are certain once another character follows them; a
 * member's name appears only with its value; half a character or escape never appears. So each snapshot is a beginning
 * of the next, and the last one equals the whole value.
 *
 * <p>The text has to be JSON (RFC 8259) with nothing but white space around it: a Markdown fence or a sentence beside
 * it is a problem, since the certain part could only be guessed. So is a second member with the same name, whose value
 * would replace the first one's. No method throws because of the text: {@link #problem} says what is wrong, and the
 * part that was certain before stays.
 *
 * <p>Each character is read once, however the text is split. The memory is that of the text and of the names in open
 * objects. Not thread-safe.
 */
public final class PartialJson {
    /** How deep a value may be nested by default, in levels. */
    public static final int DEPTH = 128;

    /** How many characters a text may have by default. */
    public static final int LENGTH = 64 << 20;

    private static final int LONGEST_NUMBER = 1_000;

    private enum State {
        VALUE,
        FIRST_ELEMENT,
        FIRST_NAME,
        NAME,
        COLON,
        AFTER_VALUE,
        STRING,
        ESCAPE,
        HEX,
        WORD,
        BROKEN
    }

    private final StringBuilder text = new StringBuilder();
    private final List<OpenContainer> levels = new ArrayList<>();
    private final StringBuilder name = new StringBuilder();
    private final int depth;
    private final int length;

    private State state = State.VALUE;
    private @Nullable JsonProblem problem;

    /** The end of the text's certain part, after which open strings, arrays and objects can be closed. */
    private int certainEnd;

    /** Whether the certain part ends within a string. */
    private boolean inString;

    private boolean readingName;
    private int wordStart;
    private int hex;
    private int hexDigits;

    /** Creates a reader with the bounds {@link #DEPTH} and {@link #LENGTH}. */
    public PartialJson() {
        this(DEPTH, LENGTH);
    }

    /**
     * Creates a reader with other bounds.
     *
     * @param depth how many levels of objects and arrays the value may have; at least 1
     * @param length how many characters the text may have; at least 1
     */
    public PartialJson(int depth, int length) {
        if (depth < 1 || length < 1) {
            throw new IllegalArgumentException("depth and length must be at least 1, not " + depth + " and " + length);
        }
        this.depth = depth;
        this.length = length;
    }

    /**
     * Reads the next piece of the text.
     *
     * @param piece the piece; may be empty, and may begin and end anywhere
     * @return whether more is certain than before
     */
    public boolean append(CharSequence piece) {
        int before = certainEnd;
        for (int i = 0; i < piece.length() && state != State.BROKEN; i++) {
            if (text.length() == length) {
                fail("more than " + length + " characters");
            } else {
                char c = piece.charAt(i);
                text.append(c);
                read(c);
            }
        }
        return certainEnd > before;
    }

    /**
     * Ends the text. A text that isn't whole then has a {@linkplain #problem problem}.
     *
     * @return whether more is certain than before
     */
    public boolean end() {
        int before = certainEnd;
        if (state == State.WORD && levels.isEmpty()) { // within an open array or object it may be truncated
            word(text.length());
        }
        if (state != State.BROKEN && !isWhole()) {
            fail(certainEnd == 0 && levels.isEmpty() ? "there is no JSON" : "the JSON ends early", text.length());
        }
        return certainEnd > before;
    }

    /** {@return whether the value is whole: nothing but white space may follow} */
    public boolean isWhole() {
        return levels.isEmpty() && state == State.AFTER_VALUE;
    }

    /** {@return why the text isn't JSON; null as long as it may be} */
    public @Nullable JsonProblem problem() {
        return problem;
    }

    /** {@return how many characters were read, up to a problem} */
    public int length() {
        return text.length();
    }

    /** {@return the text that was read, up to a problem} */
    public String text() {
        return text.toString();
    }

    /**
     * Returns the certain part as JSON.
     *
     * @return the value so far; {@link JsonText#ABSENT} if nothing is certain yet
     */
    public JsonText snapshot() {
        return snapshot(PartialVisibility.ANY);
    }

    /**
     * Returns the part that is certain and may be shown, as JSON. This copies the text, so it takes time linear in the
     * result.
     *
     * @param outline which values may be shown before they are whole
     * @return the value as far as it may be shown; {@link JsonText#ABSENT} if nothing may be shown
     */
    public JsonText snapshot(PartialVisibility outline) {
        List<PartialVisibility> outlines = new ArrayList<>(levels.size() + 1);
        outlines.add(outline);
        for (OpenContainer level : levels) {
            outlines.add(level.child(outlines.get(outlines.size() - 1)));
        }
        int shown = levels.size();
        int end = certainEnd;
        boolean quoted = inString;
        boolean withLast = !quoted || outlines.get(shown).shows(member -> false);
        if (!withLast) {
            quoted = false;
            end = shown == 0 ? 0 : levels.get(shown - 1).before;
        }
        for (int i = shown - 1; i >= 0; i--) {
            withLast = levels.get(i).isShown(outlines.get(i), withLast);
            if (!withLast) {
                quoted = false;
                shown = i;
                end = i == 0 ? 0 : levels.get(i - 1).before;
            }
        }
        return end == 0 ? JsonText.ABSENT : new JsonText(close(end, quoted, shown));
    }

    private String close(int end, boolean quoted, int shown) {
        StringBuilder out = new StringBuilder(end + shown + 1).append(text, 0, end);
        if (quoted) {
            out.append('"');
        }
        for (int i = shown - 1; i >= 0; i--) {
            out.append(levels.get(i).close());
        }
        return out.toString();
    }

    private void read(char c) {
        switch (state) {
            case STRING -> string(c);
            case ESCAPE -> escape(c);
            case HEX -> hexDigit(c);
            case WORD -> {
                if (isWord(c)) {
                    if (text.length() - wordStart > LONGEST_NUMBER) {
                        fail("a number is longer than " + LONGEST_NUMBER + " characters");
                    }
                } else {
                    word(text.length() - 1);
                    if (state != State.BROKEN) {
                        token(c);
                    }
                }
            }
            default -> token(c);
        }
    }

    /** Reads a character between tokens. */
    private void token(char c) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            return;
        }
        switch (state) {
            case VALUE -> value(c);
            case FIRST_ELEMENT -> {
                if (c == ']') {
                    close();
                } else {
                    value(c);
                }
            }
            case FIRST_NAME, NAME -> {
                if (c == '"') {
                    readingName = true;
                    name.setLength(0);
                    state = State.STRING;
                } else if (c == '}' && state == State.FIRST_NAME) {
                    close();
                } else {
                    fail("a member's name is expected");
                }
            }
            case COLON -> {
                if (c == ':') {
                    state = State.VALUE;
                } else {
                    fail("':' is expected");
                }
            }
            default -> afterValue(c);
        }
    }

    private void value(char c) {
        OpenContainer opened = OpenContainer.opened(c);
        if (opened != null) {
            if (levels.size() == depth) {
                fail("nested more than " + depth + " levels deep");
                return;
            }
            show();
            levels.add(opened);
            state = opened.object ? State.FIRST_NAME : State.FIRST_ELEMENT;
        } else if (c == '"') {
            show();
            inString = true;
            readingName = false;
            state = State.STRING;
        } else if (isWord(c)) {
            wordStart = text.length() - 1;
            state = State.WORD;
        } else {
            fail("a value is expected");
        }
    }

    private void afterValue(char c) {
        if (levels.isEmpty()) {
            fail("something follows the value");
            return;
        }
        OpenContainer level = levels.get(levels.size() - 1);
        if (c == ',') {
            level.comma();
            state = level.object ? State.NAME : State.VALUE;
        } else if (c == level.close()) {
            close();
        } else {
            fail(level.object ? "',' or '}' is expected" : "',' or ']' is expected");
        }
    }

    private void close() {
        levels.remove(levels.size() - 1);
        certainEnd = text.length();
        state = State.AFTER_VALUE;
    }

    /** Marks the value that begins here as one that can be shown. */
    private void show() {
        if (!levels.isEmpty()) {
            levels.get(levels.size() - 1).shown(certainEnd);
        }
        certainEnd = text.length();
    }

    private void string(char c) {
        if (c == '\\') {
            state = State.ESCAPE;
        } else if (c < ' ') {
            fail("a control character in a string");
        } else if (c != '"') {
            appendChar(c);
        } else if (readingName) {
            if (levels.get(levels.size() - 1).named(name.toString())) {
                state = State.COLON;
            } else {
                fail("a second member of this name");
            }
        } else {
            inString = false;
            certainEnd = text.length();
            state = State.AFTER_VALUE;
        }
    }

    private void escape(char c) {
        state = State.STRING;
        switch (c) {
            case '"', '\\', '/' -> appendChar(c);
            case 'b' -> appendChar('\b');
            case 'f' -> appendChar('\f');
            case 'n' -> appendChar('\n');
            case 'r' -> appendChar('\r');
            case 't' -> appendChar('\t');
            case 'u' -> {
                hex = 0;
                hexDigits = 0;
                state = State.HEX;
            }
            default -> fail("no such escape");
        }
    }

    private void hexDigit(char c) {
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            fail("an escape needs four hexadecimal digits");
            return;
        }
        hex = hex << 4 | digit;
        if (++hexDigits == 4) {
            state = State.STRING;
            appendChar((char) hex);
        }
    }

    /** Appends a char of a string. The first half of a surrogate pair becomes certain with the second. */
    private void appendChar(char c) {
        if (readingName) {
            name.append(c);
        } else if (!Character.isHighSurrogate(c)) {
            certainEnd = text.length();
        }
    }

    private static boolean isWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
    }

    /** Ends a number, true, false or null. */
    private void word(int end) {
        try {
            JsonText.of(text.substring(wordStart, end));
        } catch (IllegalArgumentException e) {
            fail("neither a number nor true, false or null", wordStart);
            return;
        }
        if (!levels.isEmpty()) {
            levels.get(levels.size() - 1).shown(certainEnd);
        }
        certainEnd = end;
        state = State.AFTER_VALUE;
    }

    private void fail(String description) {
        fail(description, text.length() - 1);
    }

    private void fail(String description, int offset) {
        StringBuilder path = new StringBuilder("$");
        levels.stream().limit(8).forEach(level -> level.describe(path));
        problem = new JsonProblem(description, offset, path.toString());
        state = State.BROKEN;
    }

    /** Shows the size and state, never the content. */
    @Override
    public String toString() {
        return "PartialJson[" + text.length() + " characters, "
                + (problem != null ? "broken" : isWhole() ? "whole" : "open") + "]";
    }
}
