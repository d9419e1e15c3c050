package io.astreaming.protocol.gemini;

import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call that arrive in pieces, each with its place as a JSON path such as {@code $.items[0].name}. Not
 * thread-safe.
 */
final class PartialArguments {
    private static final int DEEPEST = 32;

    /** What stands for arguments whose places can't be read: it isn't JSON, so that the call isn't complete. */
    private static final String UNREADABLE = "{";

    private static final String QUOTED = "['";
    private static final String END_OF_QUOTED = "']";

    private final Map<String, Object> root = new LinkedHashMap<>();
    private boolean readable = true;

    /** Adds one piece: an object with its path and its value. */
    void add(JsonText piece) {
        Map<String, JsonText> members = piece.members();
        JsonText path = members.get("jsonPath");
        List<Object> steps = steps(path == null ? null : path.string());
        Object value = value(members);
        if (value == null) {
            return;
        }
        readable &= !steps.isEmpty() && put(root, steps, value);
    }

    /** Returns the arguments as JSON text. */
    String text() {
        return readable ? new JsonWriter().tree(root).text().text() : UNREADABLE;
    }

    private static @Nullable Object value(Map<String, JsonText> members) {
        JsonText text = members.get("stringValue");
        String string = text == null ? null : text.string();
        if (string != null) {
            return growing(string);
        } else if (members.containsKey("nullValue")) {
            return JsonText.NULL;
        }
        JsonText number = members.get("numberValue");
        return number == null ? members.get("boolValue") : number;
    }

    /** Returns a text that further pieces may continue. */
    private static StringBuilder growing(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        out.append(text);
        return out;
    }

    /** Returns names and indexes; none if the path can't be read. */
    private static List<Object> steps(@Nullable String path) {
        List<Object> steps = new ArrayList<>();
        if (path == null || !path.startsWith("$")) {
            return steps;
        }
        int at = 1;
        while (at < path.length() && steps.size() < DEEPEST) {
            int end = endOfStep(path, at);
            Object step = end <= at + 1 ? null : step(path.substring(at, end));
            if (step == null) {
                return List.of();
            }
            steps.add(step);
            at = end;
        }
        return at == path.length() ? steps : List.of();
    }

    /** Returns where a step ends; a place before it if it doesn't end. */
    private static int endOfStep(String path, int from) {
        if (path.charAt(from) == '.') {
            return endOfName(path, from + 1);
        } else if (path.startsWith(QUOTED, from)) {
            return path.indexOf(END_OF_QUOTED, from + QUOTED.length()) + END_OF_QUOTED.length();
        }
        return path.indexOf(']', from) + 1;
    }

    private static int endOfName(String path, int from) {
        int end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    /** Returns the name or the index of one step; null if it is none of both. */
    private static @Nullable Object step(String step) {
        if (step.startsWith(".")) {
            return step.substring(1);
        } else if (step.startsWith(QUOTED)) {
            return step.substring(QUOTED.length(), step.length() - END_OF_QUOTED.length());
        }
        return step.matches("\\[\\d{1,4}]") ? Integer.valueOf(step.substring(1, step.length() - 1)) : null;
    }

    /** Puts a value at its place; false if something of another kind is there, or an index is skipped. */
    @SuppressWarnings("unchecked") // only maps with strings and lists are put there
    private static boolean put(Object root, List<Object> steps, Object value) {
        Object container = root;
        for (int i = 0; i < steps.size(); i++) {
            Object step = steps.get(i);
            boolean last = i == steps.size() - 1;
            Object before = at(container, step);
            Object next = last ? merged(before, value) : before;
            if (next == null) {
                next = steps.get(i + 1) instanceof Integer ? new ArrayList<>() : new LinkedHashMap<String, Object>();
            }
            if (container instanceof Map<?, ?> map && step instanceof String name) {
                ((Map<String, Object>) map).put(name, next);
            } else if (container instanceof List<?> list && step instanceof Integer index && index <= list.size()) {
                if (index == list.size()) {
                    ((List<Object>) list).add(next);
                } else {
                    ((List<Object>) list).set(index, next);
                }
            } else {
                return false;
            }
            container = next;
        }
        return true;
    }

    private static @Nullable Object at(Object container, Object step) {
        if (container instanceof Map<?, ?> map) {
            return map.get(step);
        }
        return container instanceof List<?> list && step instanceof Integer index && index < list.size()
                ? list.get(index)
                : null;
    }

    /** A further piece of a string continues it. */
    private static Object merged(@Nullable Object before, Object value) {
        return before instanceof StringBuilder text && value instanceof StringBuilder more ? text.append(more) : value;
    }
}
