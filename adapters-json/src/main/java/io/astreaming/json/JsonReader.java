package io.astreaming.json;

import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.JsonText;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON text, each with its place in the text, and what was odd about them.
 *
 * <p>The provider's parser says what the tokens are. Where they are, {@link TokenFinder} finds out in the same text:
 * the parser's own location is optional, costs an object each time, and tells where a token ends but not where it begins.
 *
 * <p>Everybody who reads a value leaves the reader at the value's last token. Not thread-safe.
 */
final class JsonReader implements AutoCloseable {
    private static final JsonText TRUE = new JsonText("true");
    private static final JsonText FALSE = new JsonText("false");

    private final JsonParserFactory parsers;
    private final JsonParser parser;
    private final String text;
    private final Set<Deviation> deviations;
    private Event event = Event.VALUE_NULL;
    private int start;
    private int end;

    JsonReader(JsonParserFactory parsers, String text) {
        this(parsers, text, EnumSet.noneOf(Deviation.class));
    }

    private JsonReader(JsonParserFactory parsers, String text, Set<Deviation> deviations) {
        this.parsers = parsers;
        this.parser = parsers.createParser(new StringReader(text));
        this.text = text;
        this.deviations = deviations;
    }

    /** A reader of a part of the text, to read it once more; what is odd about it counts here. */
    JsonReader inner(JsonText part) {
        return new JsonReader(parsers, part.text(), deviations);
    }

    /** Goes to the next token. */
    Event next() {
        event = parser.next();
        start = position();
        end = TokenFinder.end(text, start, event);
        return event;
    }

    /** Goes to the next member's value, and gives its name; absent at the end of the object. */
    @Nullable
    String member() {
        if (next() == Event.END_OBJECT) {
            return null;
        }
        String name = parser.getString();
        next();
        return name;
    }

    /** Goes to the next element; false at the end of the array. */
    boolean element() {
        return next() != Event.END_ARRAY;
    }

    /** The current token's kind. */
    Event event() {
        return event;
    }

    /** The current string, or the current number's digits as sent. */
    String string() {
        return parser.getString();
    }

    /** Where the current token begins, for {@link #since}. */
    int mark() {
        return start;
    }

    /** The text from a mark to the end of the current token. */
    JsonText since(int mark) {
        return new JsonText(text.substring(mark, end));
    }

    /** The current value as sent; the one that it is likely to be, if it is. */
    JsonText value(@Nullable JsonText likely) {
        switch (event) {
            case VALUE_NULL -> {
                return JsonText.NULL;
            }
            case VALUE_TRUE -> {
                return TRUE;
            }
            case VALUE_FALSE -> {
                return FALSE;
            }
            default -> {
                int mark = start;
                skip();
                if (likely != null && likely.text().length() == end - mark && text.startsWith(likely.text(), mark)) {
                    return likely;
                }
                return since(mark);
            }
        }
    }

    /** The current value as sent. */
    JsonText value() {
        return value(null);
    }

    /** Goes to the end of the current value. */
    void skip() {
        int depth = 0;
        while (true) {
            switch (event) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return;
            }
            next();
        }
    }

    /** Makes sure that nothing follows. */
    void finish() {
        if (parser.hasNext()) {
            throw new JsonException("something follows the value");
        }
    }

    /** Where the next token begins, or what the parser found in its place. */
    int position() {
        return TokenFinder.start(text, end);
    }

    /** Notes what is odd. */
    void deviation(Deviation deviation) {
        deviations.add(deviation);
    }

    /** What was odd so far. */
    Set<Deviation> deviations() {
        return deviations.isEmpty() ? Set.of() : deviations;
    }

    @Override
    public void close() {
        parser.close();
    }
}
