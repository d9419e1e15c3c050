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
 * Reasoning in members that gateways invented. As a string it is read like {@code reasoning_content}. As an object or a
 * list, such as {@code reasoning_details}, {@code thinking_blocks} or {@code thinking}, it is kept as sent, for the
 * signatures in it are wanted back; its text counts where the delta says none in plain words.
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
    /** The members of such a structure that hold text, or parts that do. */
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

    /** Whether a member that isn't modelled is reasoning if it is a string. */
    static boolean isPlain(String name) {
        return PLAIN.contains(name);
    }

    /** Whether a member holds reasoning if it is an object or a list. */
    static boolean isStructured(String name) {
        for (int i = 0; i < STRUCTURED.size(); i++) {
            if (name.contains(STRUCTURED.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether these say some reasoning. */
    public static boolean areSaid(List<Delta> deltas) {
        for (int i = 0; i < deltas.size(); i++) {
            if (deltas.get(i) instanceof ReasoningDelta reasoning
                    && !reasoning.text().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether these say some reasoning in plain words, and hold structures whose text would count otherwise. */
    public static boolean areSaidBesideStructures(List<Delta> deltas) {
        return areSaid(deltas) && !structures(deltas).isEmpty();
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

    /** Whether the text of some of them was found in a structure that is among them. */
    public static boolean areFound(List<Delta> deltas) {
        Set<String> structures = structures(deltas);
        return deltas.stream()
                .anyMatch(delta -> delta instanceof ReasoningDelta reasoning && structures.contains(reasoning.field()));
    }

    /**
     * Adds the text of structures, each before the structure itself, where nothing says it in plain words.
     *
     * @param tokens gives those of a part of the text
     */
    static void find(List<Delta> deltas, JsonTokens tokens) {
        if (areSaid(deltas)) {
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

    /** Of an object that member counts which is the first to hold text: others say the same in another way. */
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
