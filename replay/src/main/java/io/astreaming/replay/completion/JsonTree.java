package io.astreaming.replay.completion;

import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mutable JSON: an object is a {@link Map}, an array a {@link List}, a string a {@link StringBuilder}; anything else,
 * and values that are nested deeply, stay {@link JsonText}.
 */
final class JsonTree {
    private static final int MAX_DEPTH = 64;

    private JsonTree() {}

    static Object of(JsonText json) {
        return of(json, 0);
    }

    /** Returns an object's member; null if the member is missing or JSON's null. */
    static @Nullable Object get(@Nullable Object object, String name) {
        Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
        return JsonText.NULL.equals(value) ? null : value;
    }

    /** Returns whether a value is null or empty. */
    static boolean isEmpty(@Nullable Object value) {
        return value == null
                || JsonText.NULL.equals(value)
                || (value instanceof StringBuilder text && text.length() == 0)
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    static String write(Object value) {
        return new JsonWriter().tree(value).text().text();
    }

    private static Object of(JsonText json, int depth) {
        char first = json.text().charAt(0);
        if (first == '"') {
            StringBuilder text = new StringBuilder();
            return text.append(json.string());
        }
        if (depth < MAX_DEPTH && first == '{') {
            Map<String, Object> object = new LinkedHashMap<>();
            json.members().forEach((name, value) -> object.put(name, of(value, depth + 1)));
            return object;
        }
        if (depth < MAX_DEPTH && first == '[') {
            List<Object> array = new ArrayList<>();
            json.elements().forEach(value -> array.add(of(value, depth + 1)));
            return array;
        }
        return json;
    }
}
