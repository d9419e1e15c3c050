package io.astreaming.request;

import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges reasoning that was streamed in pieces. Providers stream a list piece by piece: a block begins with its type,
 * its text grows, its signature arrives last. They require the blocks back whole and in order, since a signature is
 * only valid for the whole block. The merger works on the JSON text: every value stays as it was sent.
 */
final class ReasoningMerger {
    /** Members that providers require back verbatim, so that the model can continue its reasoning. */
    private static final Set<String> RETURNED = Set.of("reasoning_details", "thinking_blocks", "extra_content");

    private static final List<String> REASONING = List.of("reasoning", "thinking", "thought");
    private static final List<String> GROWING =
            List.of("\"text\"", "\"thinking\"", "\"summary\"", "\"content\"", "\"reasoning\"");
    private static final List<String> MARKS = List.of("\"type\"", "\"index\"");
    private static final String ID = "\"id\"";
    private static final String SIGNATURE = "\"signature\"";

    private ReasoningMerger() {}

    /**
     * Returns the merged value of a member if the provider requires it back (of gateways' own members, those with a
     * signature); null otherwise.
     */
    static @Nullable JsonText returned(String member, List<JsonText> pieces) {
        if (RETURNED.contains(member)) {
            return join(pieces);
        }
        if (REASONING.stream().noneMatch(member::contains)) {
            return null;
        }
        JsonText whole = join(pieces);
        boolean structure = whole.text().startsWith("{") || whole.text().startsWith("[");
        return structure && whole.text().contains(SIGNATURE + ":\"") ? whole : null;
    }

    /** Merges pieces: lists are joined, objects are merged member by member; of anything else the last counts. */
    static JsonText join(List<JsonText> pieces) {
        if (pieces.stream().allMatch(piece -> piece.text().startsWith("{"))) {
            return grown(pieces);
        }
        List<Map<String, StringBuilder>> blocks = new ArrayList<>();
        for (JsonText piece : pieces) {
            JsonText list = piece.minified();
            if (!list.text().startsWith("[")) {
                return pieces.get(pieces.size() - 1);
            }
            for (JsonText element : list.elements()) {
                add(blocks, element);
            }
        }
        StringBuilder out = new StringBuilder("[");
        for (Map<String, StringBuilder> block : blocks) {
            out.append(out.length() == 1 ? "" : ",");
            write(out, block);
        }
        return new JsonText(out.append(']').toString());
    }

    /** Merges the pieces of one block. */
    private static JsonText grown(List<JsonText> pieces) {
        Map<String, StringBuilder> block = new LinkedHashMap<>();
        for (JsonText piece : pieces) {
            grow(block, members(piece.minified()));
        }
        StringBuilder out = new StringBuilder();
        write(out, block);
        return new JsonText(out.toString());
    }

    private static void add(List<Map<String, StringBuilder>> blocks, JsonText element) {
        Map<String, StringBuilder> block = members(element);
        Map<String, StringBuilder> last = blocks.isEmpty() ? Map.of() : blocks.get(blocks.size() - 1);
        if (!continues(last, block)) {
            blocks.add(block);
            return;
        }
        grow(last, block);
    }

    private static void grow(Map<String, StringBuilder> last, Map<String, StringBuilder> block) {
        block.forEach((name, value) -> {
            StringBuilder before = last.get(name);
            if (before != null && GROWING.contains(name) && isString(before) && isString(value)) {
                before.setLength(before.length() - 1);
                before.append(value, 1, value.length());
            } else if (before == null || !"null".contentEquals(value)) {
                last.put(name, value);
            }
        });
    }

    private static boolean continues(Map<String, StringBuilder> last, Map<String, StringBuilder> block) {
        return block.containsKey(MARKS.get(0))
                && MARKS.stream().allMatch(mark -> same(last.get(mark), block.get(mark)))
                && !(isString(last.get(ID)) && isString(block.get(ID)) && !same(last.get(ID), block.get(ID)))
                && !isText(last.get(SIGNATURE))
                && GROWING.stream()
                        .anyMatch(text -> isString(last.get(text))
                                && (isString(block.get(text)) || isText(block.get(SIGNATURE))));
    }

    private static boolean same(@Nullable StringBuilder one, @Nullable StringBuilder other) {
        return (one == null || other == null) ? one == other : one.compareTo(other) == 0;
    }

    private static boolean isString(@Nullable StringBuilder value) {
        return value != null && value.charAt(0) == '"';
    }

    private static boolean isText(@Nullable StringBuilder value) {
        return value != null && isString(value) && value.length() > 2;
    }

    /** Returns an object's members by their quoted names, the values verbatim; any other value has the empty name. */
    private static Map<String, StringBuilder> members(JsonText element) {
        Map<String, StringBuilder> members = new LinkedHashMap<>();
        if (element.text().startsWith("{")) {
            element.members()
                    .forEach((name, value) ->
                            members.put(JsonText.ofString(name).text(), new StringBuilder(value.text())));
        } else {
            members.put("", new StringBuilder(element.text()));
        }
        return members;
    }

    private static void write(StringBuilder out, Map<String, StringBuilder> block) {
        StringBuilder only = block.get("");
        if (only != null) {
            out.append(only);
            return;
        }
        char separator = '{';
        for (Map.Entry<String, StringBuilder> member : block.entrySet()) {
            out.append(separator).append(member.getKey()).append(':').append(member.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }
}
