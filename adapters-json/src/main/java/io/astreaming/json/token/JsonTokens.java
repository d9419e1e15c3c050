package io.astreaming.json.token;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON text, each with its place in the text, and what was odd about them. Whoever reads the text as
 * something, such as a chunk, does so from here and doesn't see who found the tokens: the provider's parser or we.
 *
 * <p>Everybody who reads a value leaves this at the value's last token. Not thread-safe.
 */
public abstract class JsonTokens implements AutoCloseable {
    private static final JsonText TRUE = new JsonText("true");
    private static final JsonText FALSE = new JsonText("false");

    private final Set<Deviation> deviations;
    private Event event = Event.VALUE_NULL;

    /** Where the current token begins. */
    int start;
    /** Where it ends. */
    public int end;

    JsonTokens() {
        this(EnumSet.noneOf(Deviation.class));
    }

    /** Tokens of which the oddities count elsewhere. */
    JsonTokens(Set<Deviation> deviations) {
        this.deviations = deviations;
    }

    /** Finds the next token, sets where it is, and tells what it is. */
    abstract Event find();

    /** The current name or string, or the current number's digits as sent. */
    public abstract String string();

    /** The current number, if it is whole and {@linkplain WholeNumber#canonical canonical}. */
    public @Nullable Long canonical() {
        return WholeNumber.canonical(string());
    }

    /** The text from a place to the end of the current token. */
    public abstract JsonText since(int mark);

    /** Whether that text is this one. Never yes if it isn't. */
    abstract boolean isSince(int mark, String text);

    /** Counts an object that is made of the text: a choice, a call, a member that is kept. */
    public void count() {}

    /** Notes what was made of the text from a place to the end of the current token. */
    public void made(@Nullable Object what, int mark) {}

    /** The tokens of a part of the text, to read it once more; what is odd about it counts here. */
    public abstract JsonTokens inner(JsonText part);

    /**
     * The same where it matters what was sent.
     *
     * @param mark where the part begins
     */
    public JsonTokens inner(JsonText part, int mark) {
        return inner(part);
    }

    /** What was sent from a place to the end of the current token, if that isn't JSON and null is read instead. */
    public @Nullable String sent(int mark) {
        return null;
    }

    /** Makes sure that nothing follows. */
    public abstract void finish();

    @Override
    public abstract void close();

    /** Goes to the next token. */
    public final Event next() {
        event = find();
        return event;
    }

    /** Goes to the next member's value, and gives its name; absent at the end of the object. */
    public final @Nullable String member() {
        if (next() == Event.END_OBJECT) {
            return null;
        }
        String name = string();
        next();
        return name;
    }

    /** Goes to the next element; false at the end of the array. */
    public final boolean element() {
        return next() != Event.END_ARRAY;
    }

    /** The current token's kind. */
    public final Event event() {
        return event;
    }

    /** Where the current token begins, for {@link #since}. */
    public final int mark() {
        return start;
    }

    /** The current value as sent; the one that it is likely to be, if it is. */
    public final JsonText value(@Nullable JsonText likely) {
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
                return likely != null && isSince(mark, likely.text()) ? likely : since(mark);
            }
        }
    }

    /** The current value as sent. */
    public final JsonText value() {
        return value(null);
    }

    /** Goes to the end of the current value. */
    public final void skip() {
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

    /** Notes what is odd. */
    public final void deviation(Deviation deviation) {
        deviations.add(deviation);
    }

    /** What was odd so far. */
    public final Set<Deviation> deviations() {
        return deviations.isEmpty() ? Set.of() : deviations;
    }

    /** The set itself, for {@link #inner}. */
    final Set<Deviation> shared() {
        return deviations;
    }
}
