package io.astreaming.jsontext;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Splits an object or an array into its members or elements, one level deep; every value is unchanged. Not thread-safe.
 */
final class JsonSplitter {
    private final String text;
    private int at;

    /** Creates a splitter of a text that must be JSON. */
    private JsonSplitter(String text) {
        this.text = text;
        skip();
    }

    /**
     * Returns the members of an object in their order, the last value of a repeated name; empty if it isn't an object.
     */
    static <T> Map<String, T> members(String json, Function<String, T> form) {
        JsonFormatter.check(json);
        JsonSplitter splitter = new JsonSplitter(json);
        Map<String, T> members = new LinkedHashMap<>();
        if (splitter.enters('{')) {
            while (splitter.peek() != '}') {
                String name = unquoted(splitter.value());
                members.put(name, form.apply(splitter.value()));
            }
        }
        return Collections.unmodifiableMap(members);
    }

    /** Returns the elements of an array; empty if it isn't an array. */
    static <T> List<T> elements(String json, Function<String, T> form) {
        JsonFormatter.check(json);
        JsonSplitter splitter = new JsonSplitter(json);
        List<T> elements = new ArrayList<>();
        if (splitter.enters('[')) {
            while (splitter.peek() != ']') {
                elements.add(form.apply(splitter.value()));
            }
        }
        return Collections.unmodifiableList(elements);
    }

    /** Returns the characters of a JSON string. */
    static String unquoted(String string) {
        if (string.indexOf('\\') < 0) {
            return string.substring(1, string.length() - 1);
        }
        StringBuilder out = new StringBuilder(string.length());
        for (int i = 1; i < string.length() - 1; i++) {
            char c = string.charAt(i);
            if (c == '\\') {
                c = string.charAt(++i);
                if (c == 'u') {
                    c = (char) Integer.parseInt(string.substring(i + 1, i + 5), 16);
                    i += 4;
                } else {
                    int escape = "bfnrt".indexOf(c);
                    c = escape < 0 ? c : "\b\f\n\r\t".charAt(escape);
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    private boolean enters(char open) {
        if (peek() != open) {
            return false;
        }
        at++;
        skip();
        return true;
    }

    private char peek() {
        return text.charAt(at);
    }

    /** Returns the value that begins here, and moves to the next one, or to the end. */
    private String value() {
        int start = at;
        int depth = 0;
        do {
            switch (text.charAt(at)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> skipString();
                default -> {
                    if (depth == 0) {
                        skipWord();
                    }
                }
            }
            at++;
        } while (depth > 0);
        String value = text.substring(start, at);
        skip();
        return value;
    }

    /** Moves to the closing quote. */
    private void skipString() {
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
    }

    /** Moves to the last character of a number, true, false or null. */
    private void skipWord() {
        while (at + 1 < text.length() && " \t\r\n,]}".indexOf(text.charAt(at + 1)) < 0) {
            at++;
        }
    }

    /** Skips the characters between names and values. */
    private void skip() {
        while (at < text.length() && " \t\r\n,:".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
