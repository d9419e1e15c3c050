package io.astreaming.client;

import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the strings of a JSON text, each with a path that is the same in the next chunk of a stream: elements of lists
 * are known by their {@code index} if they have one. It checks nothing; of a text that is no JSON it finds what looks like
 * strings. Not thread-safe.
 */
final class JsonStrings {
    private static final int DEEPEST = 128;

    private final String json;
    private final List<Value> values = new ArrayList<>();
    private @Nullable Place place;
    private int depth;
    private int at;

    /** An object or a list, and where in it we are. */
    private static final class Place {
        private final @Nullable Place within;
        private final String of;
        private final boolean list;
        private String name = "";
        private boolean naming;
        private int element;
        private @Nullable String index;

        private Place(@Nullable Place within, boolean list) {
            this.within = within;
            this.of = within == null ? "" : within.label();
            this.list = list;
            this.naming = !list;
        }

        private String label() {
            return list ? String.valueOf(element) : name;
        }

        private String path() {
            String label = index == null ? of : "#" + index;
            return within == null ? label : within.path() + "/" + label;
        }
    }

    /** A string that is a value, its quotes included. */
    private record Value(@Nullable Place place, String label, int start, int end) {}

    private JsonStrings(String json) {
        this.json = json;
    }

    /**
     * The same text with its strings changed, but for names of members.
     *
     * @param change gets the path and the string, and gives the string to put in its place
     */
    static String map(String json, BinaryOperator<String> change) {
        JsonStrings strings = new JsonStrings(json);
        strings.scan();
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (Value value : strings.values) {
            String text = strings.decode(value.start + 1, value.end - 1);
            String path = (value.place == null ? "" : value.place.path()) + "/" + value.label;
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
        while (at < json.length() && depth <= DEEPEST) {
            char c = json.charAt(at);
            switch (c) {
                case '"' -> string();
                case '{', '[' -> {
                    place = new Place(place, c == '[');
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    place = place == null ? null : place.within;
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
        if (place != null) {
            place.element++;
            place.naming = !place.list;
        }
    }

    private void string() {
        int start = at++;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, json.length());
        if (place != null && place.naming) {
            place.name = json.substring(start + 1, Math.max(start + 1, at - 1));
            place.naming = false;
        } else {
            values.add(new Value(place, place == null ? "" : place.label(), start, at));
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
        if (end > at && place != null && place.name.equals("index")) {
            place.index = json.substring(at, end);
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
