package io.astreaming.json.token;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON text, each with its place in the text, and the deviations that were noted while reading. The
 * readers of chunks and errors read from here, whether a JSON-P parser found the tokens or {@link ByteTokens} did.
 *
 * <p>Each reader of a value stops at the value's last token. Not thread-safe.
 */
public abstract class JsonTokens implements AutoCloseable {
    private static final JsonText TRUE = new JsonText("true");
    private static final JsonText FALSE = new JsonText("false");

    private final Set<Deviation> deviations;
    private Event event = Event.VALUE_NULL;

    /** The index at which the current token begins. */
    int start;
    /** The index after the current token. */
    public int end;

    JsonTokens() {
        this(EnumSet.noneOf(Deviation.class));
    }

    /** Creates tokens that add their deviations to a set. */
    JsonTokens(Set<Deviation> deviations) {
        this.deviations = deviations;
    }

    /** Finds the next token, sets its place, and returns its kind. */
    abstract Event find();

    /** Returns the current name or string, unescaped, or the current number as sent. */
    public abstract String string();

    /** Returns the current number, if it is {@linkplain WholeNumber#canonical canonical}; else null. */
    public @Nullable Long canonical() {
        return WholeNumber.canonical(string());
    }

    /** Returns the text from a mark to the end of the current token. */
    public abstract JsonText since(int mark);

    /** Returns whether the text from a mark to the end of the current token is this one; may be false if it is. */
    abstract boolean isSince(int mark, String text);

    /**
     * Counts an object that is created from the text: a choice, a call, a member that is kept.
     *
     * @throws io.astreaming.error.LimitExceededException if there are too many
     */
    public void count() {}

    /** Logs an object that was created from the text between a mark and the end of the current token. */
    public void created(@Nullable Object object, int mark) {}

    /** Returns the tokens of a part of the text, to read it again; its deviations are noted here. */
    public abstract JsonTokens inner(JsonText part);

    /**
     * Returns the tokens of a part of the text that know what was {@linkplain #sent sent}.
     *
     * @param mark the mark at which the part begins
     */
    public JsonTokens inner(JsonText part, int mark) {
        return inner(part);
    }

    /**
     * Returns what was sent between a mark and the end of the current token, if it has numbers that JSON lacks and that
     * are read as null; else null.
     */
    public @Nullable String sent(int mark) {
        return null;
    }

    /**
     * Checks that no token follows.
     *
     * @throws jakarta.json.JsonException if one does
     */
    public abstract void finish();

    @Override
    public abstract void close();

    /** Moves to the next token and returns its kind. */
    public final Event next() {
        event = find();
        return event;
    }

    /** Moves to the value of the next member and returns its name; null at the end of the object. */
    public final @Nullable String member() {
        if (next() == Event.END_OBJECT) {
            return null;
        }
        String name = string();
        next();
        return name;
    }

    /** Moves to the next element; returns false at the end of the array. */
    public final boolean element() {
        return next() != Event.END_ARRAY;
    }

    /** Returns the kind of the current token. */
    public final Event event() {
        return event;
    }

    /** Returns the index at which the current token begins, for {@link #since}. */
    public final int mark() {
        return start;
    }

    /**
     * Moves to the end of the current value and returns it as sent.
     *
     * @param likely a value that is returned instead of a new object if it is equal; may be null
     */
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

    /** Moves to the end of the current value and returns it as sent. */
    public final JsonText value() {
        return value(null);
    }

    /** Moves to the end of the current value. */
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

    /** Notes a deviation. */
    public final void deviation(Deviation deviation) {
        deviations.add(deviation);
    }

    /** Returns the deviations so far. */
    public final Set<Deviation> deviations() {
        return deviations.isEmpty() ? Set.of() : deviations;
    }

    /** Returns the set of deviations itself, for {@link #inner}. */
    final Set<Deviation> shared() {
        return deviations;
    }
}
