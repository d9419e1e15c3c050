package io.astreaming.benchmarks.openai;

import com.openai.core.JsonString;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.util.List;

/** The text in its chunks. Reasoning isn't in its model, but among the members beyond it. */
final class Texts {
    private Texts() {}

    @SuppressWarnings("deprecation") // the successor makes a new map of everything
    static String of(ChatCompletionChunk chunk) {
        StringBuilder text = new StringBuilder();
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            ChatCompletionChunk.Choice.Delta delta = choice.delta();
            if (delta._additionalProperties().get("reasoning_content") instanceof JsonString reasoning) {
                text.append(reasoning.value());
            }
            delta.content().ifPresent(text::append);
            delta.toolCalls()
                    .orElse(List.of())
                    .forEach(call -> call.function()
                            .flatMap(ChatCompletionChunk.Choice.Delta.ToolCall.Function::arguments)
                            .ifPresent(text::append));
        }
        return text.toString();
    }
}
