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
 * The tokens that a provider's parser finds.
 *
 * <p>The parser says what the tokens are. Where they are, {@link TokenLocator} finds out in the same text: the parser's
 * own location is optional, costs an object each time, and tells where a token ends but not where it begins. Not
 * thread-safe.
 */
public final class ParserTokens extends JsonTokens {
    private final JsonParserFactory parsers;
    private final JsonParser parser;
    private final String text;
    private final ObjectAllowance objects;
    /** What was sent where the text has null instead; null where nothing was. */
    private final @Nullable NonFiniteNumbers altered;

    public ParserTokens(JsonParserFactory parsers, String text) {
        this(parsers, text, Integer.MAX_VALUE);
    }

    /**
     * The tokens of a text.
     *
     * @param most how many objects may be made of it
     */
    public ParserTokens(JsonParserFactory parsers, String text, int most) {
        this(parsers, text, null, EnumSet.noneOf(Deviation.class), new ObjectAllowance(most));
    }

    /**
     * The tokens of a text with null in the place of numbers that JSON doesn't know.
     *
     * @param most how many objects may be made of it
     */
    public ParserTokens(JsonParserFactory parsers, NonFiniteNumbers altered, int most) {
        this(parsers, altered.text(), altered, EnumSet.noneOf(Deviation.class), new ObjectAllowance(most));
    }

    private ParserTokens(
            JsonParserFactory parsers,
            String text,
            @Nullable NonFiniteNumbers altered,
            Set<Deviation> deviations,
            ObjectAllowance objects) {
        super(deviations);
        this.altered = altered;
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
        NonFiniteNumbers inside = altered == null ? null : altered.part(mark, part.text());
        return new ParserTokens(parsers, part.text(), inside, shared(), objects);
    }

    @Override
    public @Nullable String sent(int mark) {
        return altered == null ? null : altered.sent(mark, end);
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
            throw new JsonException("something follows the value");
        }
    }

    /** Where the next token begins, or what the parser found in its place. */
    public int position() {
        return TokenLocator.start(text, end);
    }

    @Override
    public void close() {
        parser.close();
    }
}
