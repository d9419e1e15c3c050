package io.astreaming.benchmarks.spring;

import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import io.astreaming.benchmarks.contender.Decoder;
import java.util.function.Consumer;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Its chat model over openai-java's reader, fed from memory in the caller's thread. */
public final class Pipeline implements Decoder {
    private final InMemory transport = new InMemory();
    private final OpenAiChatModel model;
    private final Prompt prompt =
            new Prompt("hi", OpenAiChatOptions.builder().model("m").build());

    /** A pipeline. */
    public Pipeline() {
        ClientOptions options = ClientOptions.builder()
                .httpClient(transport)
                .streamHandlerExecutor(Runnable::run)
                .apiKey("none")
                .maxRetries(0)
                .build();
        model = OpenAiChatModel.builder()
                .openAiClient(new OpenAIClientImpl(options))
                .openAiClientAsync(new OpenAIClientAsyncImpl(options))
                .options(OpenAiChatOptions.builder().model("m").apiKey("none").build())
                .build();
    }

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        transport.answer(body);
        model.stream(prompt).doOnNext(sink).blockLast();
    }

    @Override
    public String text(Object chunk) {
        return Texts.of((ChatResponse) chunk);
    }
}
