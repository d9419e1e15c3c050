package io.astreaming.benchmarks.langchain4j;

import dev.langchain4j.model.openai.internal.OpenAiClient;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionChoice;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionRequest;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionResponse;
import dev.langchain4j.model.openai.internal.chat.Delta;
import dev.langchain4j.model.openai.internal.chat.ToolCall;
import io.astreaming.benchmarks.contender.Decoder;
import java.util.List;
import java.util.function.Consumer;

/** Its parser of events and its mapping to chunks, below the model: what comes later isn't counted. */
public final class Responses implements Decoder {
    private final InMemory transport = new InMemory();
    private final OpenAiClient client = OpenAiClient.builder()
            .httpClientBuilder(transport)
            .baseUrl("http://127.0.0.1")
            .apiKey("none")
            .build();
    private final ChatCompletionRequest request =
            ChatCompletionRequest.builder().model("m").addUserMessage("hi").build();

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        transport.answer(body);
        Throwable[] failure = {null};
        client.chatCompletion(request)
                .onPartialResponse(sink::accept)
                .onComplete(() -> {})
                .onError(error -> failure[0] = error)
                .execute();
        if (failure[0] != null) {
            throw new IllegalStateException(failure[0]);
        }
    }

    @Override
    public String text(Object chunk) {
        StringBuilder text = new StringBuilder();
        List<ChatCompletionChoice> choices = ((ChatCompletionResponse) chunk).choices();
        for (ChatCompletionChoice choice : choices == null ? List.<ChatCompletionChoice>of() : choices) {
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
