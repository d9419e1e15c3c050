package io.astreaming.json.token;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a JSON-P parser finds.
 *
 * <p>The parser determines the kinds of the tokens, {@link TokenLocator} their places in the same text: the parser's
 * own location is optional, costs an object each time, and is that of a token's end only. Not thread-safe.
 */
public final class ParserTokens extends JsonTokens {
    private final JsonParserFactory parsers;
    private final JsonParser parser;
    private final String text;
    private final ObjectAllowance objects;
    /** The text with its replaced numbers; null if none was replaced. */
    private final @Nullable NonFiniteNumbers replaced;

    /** Creates the tokens of a text, from which any number of objects may be created. */
    public ParserTokens(JsonParserFactory parsers, String text) {
        this(parsers, text, Integer.MAX_VALUE);
    }

    /**
     * Creates the tokens of a text.
     *
     * @param maxObjects how many objects may be created from it
     */
    public ParserTokens(JsonParserFactory parsers, String text, int maxObjects) {
        this(parsers, text, null, EnumSet.noneOf(Deviation.class), new ObjectAllowance(maxObjects));
    }

    /**
     * Creates the tokens of a text in which numbers that JSON lacks are replaced by null.
     *
     * @param maxObjects how many objects may be created from it
     */
    public ParserTokens(JsonParserFactory parsers, NonFiniteNumbers replaced, int maxObjects) {
        this(parsers, replaced.text(), replaced, EnumSet.noneOf(Deviation.class), new ObjectAllowance(maxObjects));
    }

    private ParserTokens(
            JsonParserFactory parsers,
            String text,
            @Nullable NonFiniteNumbers replaced,
            Set<Deviation> deviations,
            ObjectAllowance objects) {
        super(deviations);
        this.replaced = replaced;
        this.objects = objects;
        this.parsers = parsers;
        this.parser = parsers.createParser(new StringReader(text));
        this.text = text;
    }

    @Override
    public JsonTokens inner(JsonText part) {
        return new ParserTokens(parsers, part.text(), null, shared(), objects);
    }

    @Override
    public JsonTokens inner(JsonText part, int mark) {
        NonFiniteNumbers inside = replaced == null ? null : replaced.part(mark, part.text());
        return new ParserTokens(parsers, part.text(), inside, shared(), objects);
    }

    @Override
    public @Nullable String sent(int mark) {
        return replaced == null ? null : replaced.sent(mark, end);
    }

    @Override
    public void count() {
        objects.take();
    }

    @Override
    Event find() {
        Event event = parser.next();
        start = position();
        end = TokenLocator.end(text, start, event);
        return event;
    }

    @Override
    public String string() {
        return parser.getString();
    }

    @Override
    public JsonText since(int mark) {
        return new JsonText(text.substring(mark, end));
    }

    @Override
    boolean isSince(int mark, String likely) {
        return likely.length() == end - mark && text.startsWith(likely, mark);
    }

    @Override
    public void finish() {
        if (parser.hasNext()) {
            throw new JsonException("another token follows the value");
        }
    }

    /** Returns the index of the next token, or of what the parser found instead. */
    public int position() {
        return TokenLocator.start(text, end);
    }

    @Override
    public void close() {
        parser.close();
    }
}
