package io.astreaming.json.token;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser.Event;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that we find ourselves, in a payload's own bytes: what a provider's parser would find, without its String
 * of the whole text and its objects. It takes JSON to the letter and within narrow bounds; at whatever is else, it
 * throws a {@link JsonException}, and the parser says what to make of it. Used again for the next payload; not
 * thread-safe.
 */
public final class ByteTokens extends JsonTokens {
    /** One bit a level. */
    private static final int DEEPEST = 64;

    private static final int LONGEST_NUMBER = 64;
    /** Up to here letters are compared one by one; beyond, a String is made that can be compared at once. */
    private static final int SHORT = 32;

    private static final byte[] NONE = {};

    // What may stand before a token. No enum: whoever stores a reference pays the collector, here for every token.
    private static final int NOTHING = 0;
    private static final int OPENING = 1;
    private static final int NAME = 2;
    private static final int VALUE = 3;

    private final int deepest;
    private final int longestNumber;
    private final NameCache names;
    private final TokenLog taken = new TokenLog();
    private final StringScanner string = new StringScanner();

    private byte[] bytes = NONE;
    private int limit;
    private int depth;
    /** Of each level, from the lowest bit on, whether it is an object. */
    private long objects;

    /** What stands before the next token. */
    private int before = NOTHING;

    /** The last number, if it is {@linkplain WholeNumber#canonical canonical}. */
    private long number;

    private boolean canonical;

    /**
     * A reader that is unsure of what goes beyond its own bounds or these.
     *
     * @param nestingDepth levels of objects and arrays
     * @param numberLength characters of a number
     * @param names the words that it has met, and others
     */
    public ByteTokens(int nestingDepth, int numberLength, NameCache names) {
        this(nestingDepth, numberLength, names, EnumSet.noneOf(Deviation.class));
    }

    private ByteTokens(int nestingDepth, int numberLength, NameCache names, Set<Deviation> deviations) {
        super(deviations);
        this.deepest = Math.min(nestingDepth, DEEPEST);
        this.longestNumber = Math.min(numberLength, LONGEST_NUMBER);
        this.names = names;
    }

    /**
     * Begins another text, or a value in one.
     *
     * @param levels how many there are around it
     */
    public void begin(byte[] array, int from, int to, int levels) {
        bytes = array;
        start = from;
        end = from;
        limit = to;
        depth = levels;
        objects = 0;
        before = NOTHING;
        shared().clear();
        taken.clear();
    }

    /** What was taken out of the text so far. */
    public TokenLog taken() {
        return taken;
    }

    /** What strings are read with, between two texts. */
    public StringScanner strings() {
        return string;
    }

    @Override
    public JsonTokens inner(JsonText part) {
        byte[] copy = part.text().getBytes(StandardCharsets.UTF_8);
        ByteTokens inner = new ByteTokens(deepest, longestNumber, names, shared());
        inner.bytes = copy;
        inner.limit = copy.length;
        return inner;
    }

    @Override
    Event find() {
        int at = space(end);
        byte b = byteAt(at);
        boolean object = depth > 0 && (objects & 1) != 0;
        switch (before) {
            case VALUE -> {
                if (depth == 0) {
                    throw unsure();
                }
                if (b != ',') {
                    return close(at, object);
                }
                at = space(at + 1);
            }
            case OPENING -> {
                if (b == '}' || b == ']') {
                    return close(at, object);
                }
            }
            case NAME -> {
                if (b != ':') {
                    throw unsure();
                }
                at = space(at + 1);
                object = false;
            }
            default -> {}
        }
        start = at;
        return object ? name(at) : value(at);
    }

    private Event name(int at) {
        if (byteAt(at) != '"') {
            throw unsure();
        }
        string(at);
        before = NAME;
        return Event.KEY_NAME;
    }

    private Event value(int at) {
        before = VALUE;
        byte b = byteAt(at);
        switch (b) {
            case '"' -> {
                string(at);
                return Event.VALUE_STRING;
            }
            case '{', '[' -> {
                if (++depth > deepest) {
                    throw unsure();
                }
                objects = objects << 1 | (b == '{' ? 1 : 0);
                before = OPENING;
                end = at + 1;
                return b == '{' ? Event.START_OBJECT : Event.START_ARRAY;
            }
            case 't' -> {
                return literal("true", at, Event.VALUE_TRUE);
            }
            case 'f' -> {
                return literal("false", at, Event.VALUE_FALSE);
            }
            case 'n' -> {
                return literal("null", at, Event.VALUE_NULL);
            }
            default -> {
                number(at);
                return Event.VALUE_NUMBER;
            }
        }
    }

    private Event close(int at, boolean object) {
        if (byteAt(at) != (object ? '}' : ']')) {
            throw unsure();
        }
        depth--;
        objects >>>= 1;
        before = VALUE;
        start = at;
        end = at + 1;
        return object ? Event.END_OBJECT : Event.END_ARRAY;
    }

    private Event literal(String word, int at, Event event) {
        end = at + word.length();
        if (end > limit || !NameCache.isAt(bytes, at, end, word)) {
            throw unsure();
        }
        return event;
    }

    private void string(int quote) {
        int closing = string.scan(bytes, quote + 1, limit);
        if (closing < 0) {
            throw unsure();
        }
        end = closing + 1;
    }

    private void number(int from) {
        boolean negative = byteAt(from) == '-';
        int first = negative ? from + 1 : from;
        int at = first;
        long value = 0;
        for (byte b = byteAt(at); b >= '0' && b <= '9'; b = byteAt(++at)) {
            value = 10 * value + (b - '0');
        }
        if (at == first || (at > first + 1 && bytes[first] == '0')) {
            throw unsure();
        }
        int whole = at;
        if (byteAt(at) == '.') {
            at = digits(at + 1);
        }
        if (byteAt(at) == 'e' || byteAt(at) == 'E') {
            at++;
            at = digits(byteAt(at) == '+' || byteAt(at) == '-' ? at + 1 : at);
        }
        if (at - from > longestNumber) {
            throw unsure();
        }
        end = at;
        number = negative ? -value : value;
        canonical = at == whole && at - from <= WholeNumber.MOST_DIGITS && !(negative && value == 0);
    }

    /** Where the digits end, of which there has to be one. */
    private int digits(int from) {
        int at = from;
        while (byteAt(at) >= '0' && byteAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw unsure();
        }
        return at;
    }

    private int space(int from) {
        int at = from;
        byte b = byteAt(at);
        if (b > ' ') {
            return at;
        }
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            b = byteAt(++at);
        }
        return at;
    }

    private static JsonException unsure() {
        return new JsonException("not certainly JSON");
    }

    /** The byte at a place; behind the end one that has no place in JSON. */
    private byte byteAt(int at) {
        return at < limit ? bytes[at] : 0;
    }

    @Override
    public String string() {
        switch (event()) {
            case KEY_NAME -> {
                return string.isPlain() ? names.get(bytes, start + 1, end - 1) : string.text(bytes);
            }
            case VALUE_NUMBER -> {
                return names.get(bytes, start, end);
            }
            default -> {
                String text = string.text(bytes);
                taken.add(text, start, end);
                return text;
            }
        }
    }

    @Override
    public @Nullable Long canonical() {
        return canonical ? number : null;
    }

    @Override
    public JsonText since(int mark) {
        String text = verbatim(mark);
        taken.add(text, mark, end);
        return new JsonText(text);
    }

    private String verbatim(int mark) {
        return new String(bytes, mark, end - mark, StandardCharsets.UTF_8);
    }

    @Override
    public void made(@Nullable Object what, int mark) {
        if (what != null) {
            taken.add(what, mark, end);
        }
    }

    @Override
    boolean isSince(int mark, String text) {
        boolean same = end - mark > SHORT ? text.equals(verbatim(mark)) : NameCache.isAt(bytes, mark, end, text);
        if (same) {
            taken.add(text, mark, end);
        }
        return same;
    }

    @Override
    public void finish() {
        if (depth > 0 || space(end) < limit) {
            throw unsure();
        }
    }

    /** Lets go of the bytes, which are only borrowed. */
    @Override
    public void close() {
        bytes = NONE;
        limit = 0;
    }
}
