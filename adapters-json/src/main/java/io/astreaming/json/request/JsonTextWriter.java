package io.astreaming.json.request;

import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Map;

/**
 * Writes a request's JSON: maps, lists, strings, numbers, and JSON that is text already, which goes token by token as
 * it is. As text, since a {@code JsonGenerator} would rewrite numbers, and without a {@code Jsonb}, whose start would
 * stand before the first token of a program's first answer.
 */
final class JsonTextWriter {
    private final StringBuilder out = new StringBuilder(512);

    private JsonTextWriter() {}

    /**
     * The JSON of an object, on one line.
     *
     * @throws IllegalArgumentException if a {@link JsonText} in it isn't JSON
     */
    static String of(Map<String, Object> body) {
        JsonTextWriter text = new JsonTextWriter();
        text.object(body);
        return Surrogates.mended(text.out.toString());
    }

    private void object(Map<?, ?> members) {
        char separator = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            separator = ',';
            JsonText.appendString(out, (String) member.getKey());
            out.append(':');
            value(member.getValue());
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void list(List<?> elements) {
        char separator = '[';
        for (Object element : elements) {
            out.append(separator);
            separator = ',';
            value(element);
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void value(Object value) {
        if (value instanceof String text) {
            JsonText.appendString(out, text);
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof JsonText json) {
            out.append(json.minified().text());
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(JsonText.of(value.toString()).text());
        } else {
            throw new IllegalStateException(
                    "nobody said how to write a " + value.getClass().getName());
        }
    }
}
