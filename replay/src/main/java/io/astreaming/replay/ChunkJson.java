package io.astreaming.replay;

import io.astreaming.jsontext.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes chunks in the form that OpenAI uses. Immutable. */
final class ChunkJson {
    private static final String ID = "chatcmpl-test";

    /** The first second of 2025. */
    private static final long CREATED = 1_735_689_600L;

    private final String model;

    ChunkJson(String model) {
        this.model = model;
    }

    /** Returns a chunk with one choice; its values are those that {@link JsonWriter#tree} takes. */
    String choice(int index, Map<String, ?> delta, @Nullable String finishReason) {
        Map<String, @Nullable Object> choice = new LinkedHashMap<>();
        choice.put("index", index);
        choice.put("delta", delta);
        choice.put("finish_reason", finishReason);
        return write(chunk(List.of(choice)));
    }

    /** Returns the chunk with the usage, which has no choices. */
    String usage(long prompt, long cached, long completion, long reasoning) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", prompt + completion);
        usage.put("prompt_tokens_details", Map.of("cached_tokens", cached));
        usage.put("completion_tokens_details", Map.of("reasoning_tokens", reasoning));
        Map<String, Object> chunk = chunk(List.of());
        chunk.put("usage", usage);
        return write(chunk);
    }

    /** Returns the delta that begins a tool call, without arguments. */
    static Map<String, ?> callStart(int call, String id, String name) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("index", call);
        entry.put("id", id);
        entry.put("type", "function");
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("arguments", "");
        entry.put("function", function);
        return Map.of("tool_calls", List.of(entry));
    }

    /** Returns the delta that adds to the arguments of a tool call. */
    static Map<String, ?> callArguments(int call, String piece) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("index", call);
        entry.put("function", Map.of("arguments", piece));
        return Map.of("tool_calls", List.of(entry));
    }

    private Map<String, Object> chunk(List<?> choices) {
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("id", ID);
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", CREATED);
        chunk.put("model", model);
        chunk.put("choices", choices);
        return chunk;
    }

    private static String write(Map<String, ?> chunk) {
        return new JsonWriter().tree(chunk).text().text();
    }
}
