package io.astreaming.app.report;

import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits an object into its members, or an array into its elements, without decoding them: every token stays unchanged.
 */
public final class JsonPieces {
    private JsonPieces() {}

    /**
     * Splits an object or an array at its outermost commas.
     *
     * @return members as {@code "name":value}, or elements, without white space between tokens; empty for other values
     * @throws IllegalArgumentException if the text isn't JSON
     */
    public static List<String> of(JsonText json) {
        String text = json.minified().text();
        List<String> pieces = new ArrayList<>();
        int last = text.length() - 1;
        if (text.charAt(0) != '{' && text.charAt(0) != '[') {
            return pieces;
        }
        for (int start = 1; start < last; ) {
            int end = endOfPiece(text, start, last);
            pieces.add(text.substring(start, end));
            start = end + 1;
        }
        return pieces;
    }

    /** Returns the value of a member, the last if there are several; null if there is none. */
    public static @Nullable String member(List<String> members, String name) {
        String key = "\"" + name + "\":";
        String value = null;
        for (String member : members) {
            if (member.startsWith(key)) {
                value = member.substring(key.length());
            }
        }
        return value;
    }

    /** Returns the number of levels of objects and arrays, in JSON without white space. */
    static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '{', '[' -> deepest = Math.max(deepest, ++depth);
                case '}', ']' -> depth--;
                case '"' -> i = closingQuote(text, i);
                default -> {}
            }
        }
        return deepest;
    }

    private static int endOfPiece(String text, int start, int last) {
        int depth = 0;
        for (int i = start; i < last; i++) {
            switch (text.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> i = closingQuote(text, i);
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return last;
    }

    private static int closingQuote(String text, int open) {
        int i = open + 1;
        while (text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
