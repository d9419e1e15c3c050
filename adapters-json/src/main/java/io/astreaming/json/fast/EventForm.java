package io.astreaming.json.fast;

import io.astreaming.json.token.JsonTokens;
import org.jspecify.annotations.Nullable;

/**
 * How the events of one protocol are read from JSON, and which of them recur with nothing but another text.
 *
 * @param <E> the events
 */
public interface EventForm<E> {
    /**
     * Reads the one value of a payload. What is read depends on nothing but the arguments.
     *
     * @param name the type of the server-sent event
     */
    E read(JsonTokens in, String name);

    /** Returns the text of an event that recurs with another text; null if it is of another kind. */
    @Nullable
    String text(E event);

    /** Returns the number of such an event, which changes with each, as it was read; null if there is none. */
    default @Nullable Long number(E event) {
        return null;
    }

    /** Returns the padding of such an event, a string without meaning, as it was read; null if there is none. */
    default @Nullable String padding(E event) {
        return null;
    }

    /** Returns the same event with another text. */
    E withText(E event, String text);

    /** Returns the same event with another text and number. */
    default E with(E event, String text, @Nullable Long number) {
        return withText(event, text);
    }
}
