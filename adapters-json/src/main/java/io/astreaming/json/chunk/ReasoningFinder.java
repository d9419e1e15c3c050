package io.astreaming.json.chunk;

import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds reasoning in members that gateways invented. A string is read like {@code reasoning_content}. An object or an
 * array, such as {@code reasoning_details}, {@code thinking_blocks} or {@code thinking}, is kept as sent, since
 * providers require its signatures back; its text is read where the delta has no reasoning as a string.
 */
public final class ReasoningFinder {
    private static final Set<String> PLAIN = Set.of(
            "thinking",
            "thinking_content",
            "thinking_text",
            "reasoning_summary",
            "thought",
            "thoughts",
            "reason_content");

    private static final List<String> STRUCTURED = List.of("reasoning", "thinking", "thought");
    /** The members of such a structure that have text, or parts with text. */
    private static final Set<String> TEXTS = Set.of(
            "text",
            "content",
            "thinking",
            "thought",
            "summary",
            "reasoning",
            "reasoning_content",
            "reasoning_text",
            "parts");

    private ReasoningFinder() {}

    /** Returns whether a member that isn't modelled is reasoning if it is a string. */
    static boolean isPlain(String name) {
        return PLAIN.contains(name);
    }

    /** Returns whether a member has reasoning if it is an object or an array. */
    static boolean isStructured(String name) {
        for (int i = 0; i < STRUCTURED.size(); i++) {
            if (name.contains(STRUCTURED.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether there is reasoning with text. */
    public static boolean haveText(List<Delta> deltas) {
        for (int i = 0; i < deltas.size(); i++) {
            if (deltas.get(i) instanceof ReasoningDelta reasoning
                    && !reasoning.text().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether there is reasoning as a string beside structures, whose text is read only if there is none. */
    public static boolean haveTextAndStructures(List<Delta> deltas) {
        return haveText(deltas) && !structures(deltas).isEmpty();
    }

    private static Set<String> structures(List<Delta> deltas) {
        Set<String> structures = new HashSet<>();
        for (Delta delta : deltas) {
            if (delta instanceof UnrecognizedDelta other && isStructured(other.name())) {
                structures.add(other.name());
            }
        }
        return structures;
    }

    /** Returns whether the text of some deltas was read from a structure that is among the deltas. */
    public static boolean haveTextOfStructures(List<Delta> deltas) {
        Set<String> structures = structures(deltas);
        return deltas.stream()
                .anyMatch(delta -> delta instanceof ReasoningDelta reasoning && structures.contains(reasoning.field()));
    }

    /**
     * Adds the text of structures, each before its structure, unless there is reasoning with text already.
     *
     * @param tokens returns the tokens of a part of the text
     */
    static void find(List<Delta> deltas, JsonTokens tokens) {
        if (haveText(deltas)) {
            return;
        }
        List<Delta> all = new ArrayList<>(deltas.size() + 1);
        for (Delta delta : deltas) {
            if (delta instanceof UnrecognizedDelta other && isStructured(other.name())) {
                String text = text(other.value(), tokens);
                if (!text.isEmpty()) {
                    all.add(new ReasoningDelta(text, other.name()));
                }
            }
            all.add(delta);
        }
        deltas.clear();
        deltas.addAll(all);
    }

    private static String text(JsonText value, JsonTokens tokens) {
        if (!value.text().startsWith("{") && !value.text().startsWith("[")) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try (JsonTokens in = tokens.inner(value)) {
            in.next();
            append(text, in);
        }
        return text.toString();
    }

    /** Appends the text of a value; of an object, that of the first member with text, since others repeat it. */
    private static void append(StringBuilder text, JsonTokens in) {
        switch (in.event()) {
            case VALUE_STRING -> text.append(in.string());
            case START_ARRAY -> {
                while (in.element()) {
                    append(text, in);
                }
            }
            case START_OBJECT -> {
                int before = text.length();
                for (String name = in.member(); name != null; name = in.member()) {
                    if (text.length() == before && TEXTS.contains(name)) {
                        append(text, in);
                    } else {
                        in.skip();
                    }
                }
            }
            default -> {}
        }
    }
}
