package io.astreaming.jsontext;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON kept as text, verbatim: number lexemes, escapes and the order of keys are unchanged. The domain keeps and passes
 * on JSON that it doesn't model.
 *
 * <p>The constructor trusts its caller and doesn't check the text; {@link #of} does.
 *
 * @param text the JSON text of one value, or empty for {@link #ABSENT}
 */
public record JsonText(String text) {
    /** The JSON null. */
    public static final JsonText NULL = new JsonText("null");
    /** No value at all: marks a member that wasn't sent. */
    public static final JsonText ABSENT = new JsonText("");

    /** Rejects null. */
    public JsonText {
        Objects.requireNonNull(text, "text");
    }

    /**
     * Checks that a text is one JSON value.
     *
     * @param text the text
     * @return the text as JSON
     * @throws IllegalArgumentException if it isn't JSON; the message says where
     */
    public static JsonText of(String text) {
        JsonFormatter.check(text);
        return new JsonText(text);
    }

    /**
     * Returns a text as a JSON string.
     *
     * @param value any text; unpaired surrogates are written as escapes
     * @return its JSON form, in quotes
     */
    public static JsonText ofString(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        appendString(out, value);
        return new JsonText(out.toString());
    }

    /**
     * Appends the JSON string of a text: quotes, backslashes, control characters and unpaired surrogates escaped,
     * everything else unchanged.
     *
     * @param out receives the JSON string
     * @param value any text
     */
    public static void appendString(StringBuilder out, String value) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(value, written, i);
            appendEscape(out, c);
            written = i + 1;
        }
        out.append(value, written, value.length()).append('"');
    }

    private static void appendEscape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
        }
    }

    /** {@return whether this is the JSON null} */
    public boolean isNull() {
        return text.equals("null");
    }

    /** {@return whether this is {@link #ABSENT}} */
    public boolean isAbsent() {
        return text.isEmpty();
    }

    /**
     * Returns the members of an object, one level deep.
     *
     * @return names, unescaped, and values in their order, the last value of a repeated name; empty if this isn't an
     *     object
     * @throws IllegalArgumentException if the text isn't JSON
     */
    public Map<String, JsonText> members() {
        return JsonSplitter.members(text, JsonText::new);
    }

    /**
     * Returns the elements of an array, one level deep.
     *
     * @return the elements in their order; empty if this isn't an array
     * @throws IllegalArgumentException if the text isn't JSON
     */
    public List<JsonText> elements() {
        return JsonSplitter.elements(text, JsonText::new);
    }

    /**
     * Returns the characters of a JSON string.
     *
     * @return its characters, without quotes and escapes; null if this isn't a string
     * @throws IllegalArgumentException if the text isn't JSON
     */
    public @Nullable String string() {
        JsonFormatter.check(text);
        String value = text.strip();
        return value.startsWith("\"") ? JsonSplitter.unquoted(value) : null;
    }

    /**
     * Returns the same value on one line, without white space between its tokens; every token is unchanged.
     *
     * @return the value without white space
     * @throws IllegalArgumentException if the text isn't JSON
     */
    public JsonText minified() {
        return new JsonText(JsonFormatter.minify(text));
    }

    /**
     * Returns the same value spread over lines, indented by two spaces a level, with {@code "key": value}, and with
     * empty objects and arrays on one line; every token is unchanged.
     *
     * @return the value, indented
     * @throws IllegalArgumentException if the text isn't JSON
     */
    public String indented() {
        return JsonFormatter.indent(text);
    }

    // Written out, since a record's generated methods are linked at run time, which would delay a program's first token
    // by 15 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof JsonText that && text.equals(that.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
