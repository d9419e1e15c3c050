package io.astreaming.client;

import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Visits the strings of a JSON text, each with a path that is the same in the next chunk of the stream: an element of
 * an array is identified by its {@code index} member if it has one. The text isn't validated; in a text that isn't
 * JSON, everything that looks like a string is visited. Not thread-safe.
 */
final class JsonStrings {
    private static final int MAX_DEPTH = 128;

    private final String json;
    private final List<Value> values = new ArrayList<>();
    private @Nullable Container container;
    private int depth;
    private int at;

    /** An object or an array, and the current position in it. */
    private static final class Container {
        private final @Nullable Container parent;
        private final String label;
        private final boolean array;
        private String name = "";
        private boolean atName;
        private int element;
        private @Nullable String index;

        private Container(@Nullable Container parent, boolean array) {
            this.parent = parent;
            this.label = parent == null ? "" : parent.key();
            this.array = array;
            this.atName = !array;
        }

        private String key() {
            return array ? String.valueOf(element) : name;
        }

        private String path() {
            String segment = index == null ? label : "#" + index;
            return parent == null ? segment : parent.path() + "/" + segment;
        }
    }

    /** The range of a string value, with its quotes. */
    private record Value(@Nullable Container container, String label, int start, int end) {}

    private JsonStrings(String json) {
        this.json = json;
    }

    /**
     * Returns the text with its string values changed; names of members stay.
     *
     * @param change maps a path and a string to the new string
     */
    static String map(String json, BinaryOperator<String> change) {
        JsonStrings strings = new JsonStrings(json);
        strings.scan();
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (Value value : strings.values) {
            String text = strings.decode(value.start + 1, value.end - 1);
            String path = (value.container == null ? "" : value.container.path()) + "/" + value.label;
            String changed = change.apply(path, text);
            if (!changed.equals(text)) {
                out.append(json, copied, value.start);
                JsonText.appendString(out, changed);
                copied = value.end;
            }
        }
        return copied == 0 ? json : out.append(json, copied, json.length()).toString();
    }

    private void scan() {
        while (at < json.length() && depth <= MAX_DEPTH) {
            char c = json.charAt(at);
            switch (c) {
                case '"' -> string();
                case '{', '[' -> {
                    container = new Container(container, c == '[');
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    container = container == null ? null : container.parent;
                    depth--;
                    at++;
                }
                case ',' -> {
                    next();
                    at++;
                }
                case ':' -> {
                    at++;
                    index();
                }
                default -> at++;
            }
        }
    }

    private void next() {
        if (container != null) {
            container.element++;
            container.atName = !container.array;
        }
    }

    private void string() {
        int start = at++;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, json.length());
        if (container != null && container.atName) {
            container.name = json.substring(start + 1, Math.max(start + 1, at - 1));
            container.atName = false;
        } else {
            values.add(new Value(container, container == null ? "" : container.key(), start, at));
        }
    }

    private void index() {
        while (at < json.length() && json.charAt(at) == ' ') {
            at++;
        }
        int end = at;
        while (end < json.length() && Character.isDigit(json.charAt(end))) {
            end++;
        }
        if (end > at && container != null && container.name.equals("index")) {
            container.index = json.substring(at, end);
        }
    }

    private String decode(int start, int end) {
        if (json.indexOf('\\', start) < 0) {
            return json.substring(start, Math.max(start, end));
        }
        StringBuilder out = new StringBuilder();
        int i = start;
        while (i < end) {
            char c = json.charAt(i++);
            if (c != '\\' || i >= end) {
                out.append(c);
                continue;
            }
            char escape = json.charAt(i++);
            if (escape == 'u') {
                out.append(code(i, end));
                i += 4;
            } else {
                out.append(unescaped(escape));
            }
        }
        return out.toString();
    }

    private static char unescaped(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    private char code(int start, int end) {
        int code = 0;
        for (int i = start; i < start + 4 && i < end; i++) {
            code = 16 * code + Math.max(0, Character.digit(json.charAt(i), 16));
        }
        return (char) code;
    }
}
