package io.astreaming.benchmarks.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.astreaming.benchmarks.contender.Decoder;
import java.util.function.Consumer;

/** Its own reader of events and its own mapper, fed from memory. */
public final class Pipeline implements Decoder {
    private final InMemory transport = new InMemory();
    private final OpenAIClient client = new OpenAIClientImpl(ClientOptions.builder()
            .httpClient(transport)
            .apiKey("none")
            .maxRetries(0)
            .build());
    private final ChatCompletionCreateParams params =
            ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build();

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        transport.answer(body);
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            response.stream().forEach(sink);
        }
    }

    @Override
    public String text(Object chunk) {
        return Texts.of((ChatCompletionChunk) chunk);
    }
}
