package io.astreaming.jsontext;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value as text, without white space between its tokens. The writer sets the commas and escapes
 * strings; that the brackets match, and that a value follows each name, is the caller's duty. It writes text since
 * generators of JSON libraries rewrite numbers. Not thread-safe.
 */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder(512);

    /** Whether a comma is due before the next name, value or opening bracket. */
    private boolean afterValue;

    /** Creates a writer that has written nothing. */
    public JsonWriter() {}

    /**
     * Begins an object.
     *
     * @return this
     */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /**
     * Ends an object.
     *
     * @return this
     */
    public JsonWriter endObject() {
        return end('}');
    }

    /**
     * Begins an array.
     *
     * @return this
     */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /**
     * Ends an array.
     *
     * @return this
     */
    public JsonWriter endArray() {
        return end(']');
    }

    /**
     * Writes the name of a member.
     *
     * @param name the name, unescaped
     * @return this
     */
    public JsonWriter name(String name) {
        separate();
        JsonText.appendString(out, name);
        out.append(':');
        return this;
    }

    /**
     * Writes a string.
     *
     * @param value the string, unescaped; null for the JSON null
     * @return this
     */
    public JsonWriter string(@Nullable String value) {
        if (value == null) {
            return json(JsonText.NULL);
        }
        separate();
        JsonText.appendString(out, value);
        afterValue = true;
        return this;
    }

    /**
     * Writes a number.
     *
     * @param value the number
     * @return this
     * @throws IllegalArgumentException if it isn't finite
     */
    public JsonWriter number(Number value) {
        if (!Double.isFinite(value.doubleValue()) && (value instanceof Double || value instanceof Float)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        return value(value.toString());
    }

    /**
     * Writes JSON verbatim.
     *
     * @param value one value, or its only token, which isn't checked
     * @return this
     */
    public JsonWriter json(JsonText value) {
        return value(value.text());
    }

    /**
     * Writes a tree of values: a {@link Map} as an object, an {@link Iterable} as an array, a {@link CharSequence} as a
     * string, null as the JSON null; numbers, booleans and {@link JsonText} as they are.
     *
     * @param tree the value
     * @return this
     * @throws IllegalArgumentException if a number in it isn't finite, or a value has another type
     */
    public JsonWriter tree(@Nullable Object tree) {
        if (tree == null || tree instanceof CharSequence) {
            return string(tree == null ? null : tree.toString());
        } else if (tree instanceof Map<?, ?> members) {
            beginObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                name(String.valueOf(member.getKey())).tree(member.getValue());
            }
            return endObject();
        } else if (tree instanceof Iterable<?> elements) {
            beginArray();
            for (Object element : elements) {
                tree(element);
            }
            return endArray();
        } else if (tree instanceof Number number) {
            return number(number);
        } else if (tree instanceof JsonText json) {
            return json(json);
        } else if (tree instanceof Boolean) {
            return value(tree.toString());
        }
        throw new IllegalArgumentException(
                "no JSON is written for a " + tree.getClass().getName());
    }

    /** {@return what was written so far} */
    public JsonText text() {
        return new JsonText(out.toString());
    }

    private JsonWriter value(String json) {
        separate();
        out.append(json);
        afterValue = true;
        return this;
    }

    private JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        return this;
    }

    private JsonWriter end(char bracket) {
        out.append(bracket);
        afterValue = true;
        return this;
    }

    private void separate() {
        if (afterValue) {
            out.append(',');
            afterValue = false;
        }
    }
}
