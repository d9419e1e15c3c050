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
 * Finds the tokens in a payload's own bytes. They are those that a JSON-P parser finds, without its String of the whole
 * text and its objects. It accepts only strict JSON within narrow bounds. For anything else it throws a
 * {@link JsonException}, and the payload is left to the parser. It is reused for the next payload. Not thread-safe.
 */
public final class ByteTokens extends JsonTokens {
    /** Each level takes one bit. */
    private static final int DEEPEST = 64;

    private static final int LONGEST_NUMBER = 64;
    /** Up to this length, characters are compared one by one; a longer text is compared as a String. */
    private static final int SHORT = 32;

    private static final byte[] NONE = {};

    // What may precede a token. No enum: storing a reference for every token costs a barrier of the garbage collector.
    private static final int NOTHING = 0;
    private static final int OPENING = 1;
    private static final int NAME = 2;
    private static final int VALUE = 3;

    private final int deepest;
    private final int longestNumber;
    private final NameCache names;
    private final TokenLog log = new TokenLog();
    private final StringScanner string = new StringScanner();
    private final NumberScanner number = new NumberScanner();

    private byte[] bytes = NONE;
    private int limit;
    private int depth;
    /** One bit for each level, the innermost lowest: whether it is an object. */
    private long objects;

    /** What precedes the next token. */
    private int before = NOTHING;

    /**
     * Creates a reader.
     *
     * @param nestingDepth how many levels of objects and arrays it accepts; at most 64
     * @param numberLength how many characters of a number it accepts; at most 64
     * @param names the cache for names and numbers
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
     * Begins another text, or a value within a text.
     *
     * @param levels how many levels the value is nested in
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
        log.clear();
    }

    /** Returns the objects that were created from the text so far. */
    public TokenLog log() {
        return log;
    }

    /** Returns the scanner for strings, which is free between two texts. */
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
        end = number.scan(bytes, from, limit);
        if (end < 0 || end - from > longestNumber) {
            throw unsure();
        }
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

    /** Returns a byte of the text; after its end 0, which JSON allows nowhere. */
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
                log.add(text, start, end);
                return text;
            }
        }
    }

    @Override
    public @Nullable Long canonical() {
        return number.canonical();
    }

    @Override
    public JsonText since(int mark) {
        String text = verbatim(mark);
        log.add(text, mark, end);
        return new JsonText(text);
    }

    private String verbatim(int mark) {
        return new String(bytes, mark, end - mark, StandardCharsets.UTF_8);
    }

    @Override
    public void created(@Nullable Object object, int mark) {
        if (object != null) {
            log.add(object, mark, end);
        }
    }

    @Override
    boolean isSince(int mark, String text) {
        boolean same = end - mark > SHORT ? text.equals(verbatim(mark)) : NameCache.isAt(bytes, mark, end, text);
        if (same) {
            log.add(text, mark, end);
        }
        return same;
    }

    @Override
    public void finish() {
        if (depth > 0 || space(end) < limit) {
            throw unsure();
        }
    }

    /** Releases the bytes, which belong to the caller. */
    @Override
    public void close() {
        bytes = NONE;
        limit = 0;
    }
}
