package io.astreaming.interpret;

import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Map;

/** Compares two texts as JSON, ignoring white space and the order of members. */
final class SameJson {
    /**
     * How many levels are compared as JSON, since each level is read again for the next one; deeper values have to be
     * the same character by character.
     */
    private static final int MAX_DEPTH = 32;

    private SameJson() {}

    /** Returns whether both texts are JSON, and the same. */
    static boolean is(String one, String other) {
        try {
            JsonText first = new JsonText(one).minified();
            JsonText second = new JsonText(other).minified();
            return is(first, second, 0);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns whether a text is JSON. */
    static boolean isJson(String text) {
        try {
            JsonText.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean is(JsonText one, JsonText other, int depth) {
        if (one.equals(other)) {
            return true;
        }
        if (depth == MAX_DEPTH || one.text().length() != other.text().length()) {
            return false;
        }
        return switch (one.text().charAt(0)) {
            case '{' -> other.text().startsWith("{") && areSame(one.members(), other.members(), depth + 1);
            case '[' -> other.text().startsWith("[") && areSame(one.elements(), other.elements(), depth + 1);
            default -> false;
        };
    }

    private static boolean areSame(Map<String, JsonText> some, Map<String, JsonText> others, int depth) {
        return some.size() == others.size()
                && some.entrySet().stream().allMatch(member -> {
                    JsonText other = others.get(member.getKey());
                    return other != null && is(member.getValue(), other, depth);
                });
    }

    private static boolean areSame(List<JsonText> some, List<JsonText> others, int depth) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!is(some.get(i), others.get(i), depth)) {
                return false;
            }
        }
        return true;
    }
}
