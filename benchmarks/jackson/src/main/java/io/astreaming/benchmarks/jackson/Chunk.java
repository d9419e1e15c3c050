package io.astreaming.benchmarks.jackson;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A chunk as the protocol's reference has it. */
record Chunk(
        String id,
        String object,
        Long created,
        String model,
        @JsonProperty("service_tier") String serviceTier,
        @JsonProperty("system_fingerprint") String systemFingerprint,
        List<Choice> choices,
        Usage usage) {
    record Choice(
            Integer index,
            Delta delta,
            JsonNode logprobs,
            @JsonProperty("finish_reason") String finishReason) {}

    record Delta(
            String role,
            String content,
            String refusal,
            @JsonProperty("reasoning_content") String reasoningContent,
            @JsonProperty("tool_calls") List<ToolCall> toolCalls) {}

    record ToolCall(Integer index, String id, String type, Function function) {}

    record Function(String name, String arguments) {}

    record Usage(
            @JsonProperty("prompt_tokens") Long promptTokens,
            @JsonProperty("completion_tokens") Long completionTokens,
            @JsonProperty("total_tokens") Long totalTokens) {}

    /** Reasoning, text and arguments. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Choice choice : choices == null ? List.<Choice>of() : choices) {
            Delta delta = choice.delta();
            if (delta == null) {
                continue;
            }
            append(text, delta.reasoningContent());
            append(text, delta.content());
            for (ToolCall call : delta.toolCalls() == null ? List.<ToolCall>of() : delta.toolCalls()) {
                append(text, call.function() == null ? null : call.function().arguments());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String piece) {
        if (piece != null) {
            text.append(piece);
        }
    }
}
