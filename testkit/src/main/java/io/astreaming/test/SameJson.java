package io.astreaming.test;

import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON that compares by meaning: white space between tokens, escapes and the order of members don't count. What is
 * nested deeper than 64 levels compares as text.
 */
final class SameJson {
    private static final int MAX_DEPTH = 64;

    private SameJson() {}

    /** Returns a value that equals that of the same JSON; the text itself if it isn't JSON. */
    static Object of(String text) {
        try {
            return value(JsonText.of(text.strip()), 0);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Object value(JsonText json, int depth) {
        if (depth == MAX_DEPTH) {
            return json;
        }
        return switch (json.text().charAt(0)) {
            case '{' -> {
                Map<String, Object> members = new LinkedHashMap<>();
                json.members().forEach((name, member) -> members.put(name, value(member, depth + 1)));
                yield members;
            }
            case '[' ->
                json.elements().stream()
                        .map(element -> value(element, depth + 1))
                        .toList();
            case '"' -> String.valueOf(json.string());
            default -> json;
        };
    }
}
