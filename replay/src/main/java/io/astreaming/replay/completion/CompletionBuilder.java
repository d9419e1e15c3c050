package io.astreaming.replay.completion;

import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the {@code chat.completion} that a stream's chunks add up to. Not thread-safe. */
final class CompletionBuilder {
    /** Members whose first value counts. */
    private static final Set<String> FIRST = Set.of("id", "created", "model");

    /** Members that aren't part of an answer: the chunk's type, and padding that hides the length of its text. */
    private static final Set<String> OMITTED = Set.of("object", "choices", "obfuscation");

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<Integer, Map<String, Object>> choices = new TreeMap<>();
    private final Map<Integer, Map<?, ?>> summaries = new TreeMap<>();
    private boolean started;

    /** Adds a chunk. */
    void add(Map<?, ?> chunk) {
        chunk.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean counts = !OMITTED.contains(name) && !JsonTree.isEmpty(value);
            if (counts && (!FIRST.contains(name) || !members.containsKey(name))) {
                members.put(name, value);
            }
        });
        if (chunk.get("choices") instanceof List<?> list) {
            started = true;
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> choice) {
                    add(choice, i);
                }
            }
        }
    }

    /** Returns the answer; null if no chunk had choices. */
    @Nullable
    String build(String name) {
        if (!started) {
            return null;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", members.getOrDefault("id", JsonText.ofString("chatcmpl-replay")));
        answer.put("object", JsonText.ofString("chat.completion"));
        answer.put("created", members.getOrDefault("created", new JsonText("0")));
        answer.put("model", members.getOrDefault("model", JsonText.ofString(name)));
        choices.forEach(this::finish);
        answer.put("choices", List.copyOf(choices.values()));
        Object usage = usage();
        if (usage != null) {
            answer.put("usage", usage);
        }
        members.forEach(answer::putIfAbsent);
        return JsonTree.write(answer);
    }

    private void add(Map<?, ?> choice, int position) {
        int index = index(choice.get("index"), position);
        Map<String, Object> whole = choices.computeIfAbsent(index, CompletionBuilder::newChoice);
        choice.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals("delta") && value instanceof Map<?, ?> delta) {
                DeltaMerger.merge(message(whole), delta);
            } else if (name.equals("message") && value instanceof Map<?, ?> message) {
                summaries.put(index, message);
            } else if (name.equals("logprobs") && value instanceof Map<?, ?>) {
                DeltaMerger.merge(whole, Map.of(name, value));
            } else if (!name.equals("index") && !name.equals("delta") && !JsonTree.isEmpty(value)) {
                whole.put(name, value);
            }
        });
    }

    /**
     * Adds the members that only a whole message has, and converts calls to the form that they have outside of streams.
     */
    private void finish(int index, Map<String, Object> choice) {
        Map<String, Object> message = message(choice);
        summaries.getOrDefault(index, Map.of()).forEach((name, value) -> {
            if (JsonTree.isEmpty(message.get(name))) {
                message.put(String.valueOf(name), value);
            }
        });
        if (message.get("tool_calls") instanceof List<?> calls) {
            calls.forEach(CompletionBuilder::finishCall);
        }
    }

    private static void finishCall(Object call) {
        if (call instanceof Map<?, ?> members) {
            members.remove("index");
            if (members.get("function") instanceof Map<?, ?> function
                    && function.get("arguments") instanceof Map<?, ?> arguments) {
                DeltaMerger.object(function).put("arguments", JsonText.ofString(JsonTree.write(arguments)));
            }
        }
    }

    /** Returns the usage, which some providers report in a choice or in a member of their own. */
    private @Nullable Object usage() {
        Object usage = members.get("usage");
        for (Map<String, Object> choice : choices.values()) {
            Object own = choice.remove("usage");
            usage = usage == null ? own : usage;
        }
        return usage == null ? JsonTree.get(members.get("x_groq"), "usage") : usage;
    }

    private static Map<String, Object> newChoice(int index) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", JsonText.ofString("assistant"));
        message.put("content", JsonText.NULL);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", new JsonText(String.valueOf(index)));
        choice.put("message", message);
        choice.put("finish_reason", JsonText.NULL);
        return choice;
    }

    private static Map<String, Object> message(Map<String, Object> choice) {
        return DeltaMerger.object(Objects.requireNonNull(choice.get("message")));
    }

    private static int index(@Nullable Object value, int position) {
        try {
            return Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException e) {
            return position;
        }
    }
}
