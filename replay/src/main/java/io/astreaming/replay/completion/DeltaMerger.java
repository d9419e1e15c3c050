package io.astreaming.replay.completion;

import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges deltas as clients do, including unknown members: texts are concatenated, objects are merged member by member,
 * arrays element by element if the elements have an index, and anything else is replaced.
 */
final class DeltaMerger {
    /** Texts that aren't concatenated: providers send them once or repeat them. */
    private static final Set<String> LABELS = Set.of("id", "type", "role", "format", "status", "object");

    private static final String TOOL_CALLS = "tool_calls";
    private static final String INDEX = "index";

    private DeltaMerger() {}

    /** Merges the members of a delta into an object. */
    static void merge(Map<String, Object> into, Map<?, ?> delta) {
        delta.forEach((key, value) -> {
            String name = String.valueOf(key);
            Object before = JsonTree.get(into, name);
            if (before == null) {
                into.put(name, value instanceof List<?> list ? merged(name, new ArrayList<>(), list) : value);
            } else if (!JsonText.NULL.equals(value)) {
                into.put(name, merged(name, before, value));
            }
        });
    }

    private static Object merged(String name, Object before, Object value) {
        if (before instanceof StringBuilder text && value instanceof StringBuilder more) {
            return merged(name, text, more);
        }
        if (before instanceof Map<?, ?> && value instanceof Map<?, ?> more && !name.equals("arguments")) {
            merge(object(before), more);
            return before;
        }
        if (before instanceof List<?> && value instanceof List<?> more) {
            List<Object> list = array(before);
            more.forEach(element -> add(name, list, element));
            return list;
        }
        if (before instanceof List<?> && value instanceof StringBuilder more) {
            return JsonTree.isEmpty(more) ? before : merged(name, before, List.of(part(more)));
        }
        if (before instanceof StringBuilder text && value instanceof List<?> more) {
            return merged(name, new ArrayList<>(text.length() == 0 ? List.of() : List.of(part(text))), more);
        }
        return value;
    }

    private static StringBuilder merged(String name, StringBuilder text, StringBuilder more) {
        if (text.length() == 0) {
            return more;
        }
        if (LABELS.contains(name)) {
            return text;
        }
        // A name may arrive in pieces, as a whole each time, or longer each time.
        boolean repeats = name.equals("name") && more.indexOf(text.toString()) == 0;
        return repeats ? more : text.append(more);
    }

    private static void add(String name, List<Object> list, Object element) {
        Object same = element instanceof Map<?, ?> more ? counterpart(name, list, more) : null;
        if (same != null) {
            merge(object(same), (Map<?, ?>) element);
        } else {
            list.add(element);
        }
    }

    /**
     * Returns the element that another one continues: the last with the same index; for a call without an index, the
     * last. Null if there is none.
     */
    private static @Nullable Object counterpart(String name, List<Object> list, Map<?, ?> more) {
        Object index = more.get(INDEX);
        if (index == null && !name.equals(TOOL_CALLS)) {
            return null;
        }
        for (int i = list.size() - 1; i >= 0; i--) {
            Object before = list.get(i);
            if (index == null || text(index).equals(text(JsonTree.get(before, INDEX)))) {
                return name.equals(TOOL_CALLS) && startsAnother(before, more, index) ? null : before;
            }
        }
        return null;
    }

    /** Returns whether a piece of a call begins another call: it has another id, and a name. */
    private static boolean startsAnother(Object before, Map<?, ?> more, @Nullable Object index) {
        String id = text(more.get("id"));
        boolean isNamed = !text(JsonTree.get(more.get("function"), "name")).isEmpty();
        boolean isSame = id.equals(text(JsonTree.get(before, "id")));
        return isNamed && (id.isEmpty() ? index == null : !isSame);
    }

    private static Map<String, Object> part(StringBuilder text) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", JsonText.ofString("text"));
        part.put("text", text);
        return part;
    }

    private static String text(@Nullable Object value) {
        return value == null || JsonText.NULL.equals(value) ? "" : value.toString();
    }

    @SuppressWarnings("unchecked") // Trees have no other objects.
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // Trees have no other arrays.
    private static List<Object> array(Object value) {
        return (List<Object>) value;
    }
}
