package io.astreaming.benchmarks.spring;

import io.astreaming.benchmarks.contender.Client;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Its chat model with the client that it makes by itself. */
public final class Model implements Client {
    private final OpenAiChatModel model;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public Model(String baseUrl) {
        model = OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(baseUrl)
                        .apiKey("none")
                        .model("m")
                        .maxRetries(0)
                        .timeout(Duration.ofMinutes(5))
                        .build())
                .build();
    }

    @Override
    public CompletableFuture<?> stream(String name, Consumer<String> text) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        model.stream(new Prompt("hi", OpenAiChatOptions.builder().model(name).build()))
                .subscribe(response -> tell(response, text), end::completeExceptionally, () -> end.complete(null));
        return end;
    }

    private static void tell(ChatResponse response, Consumer<String> text) {
        String piece = Texts.of(response);
        if (!piece.isEmpty()) {
            text.accept(piece);
        }
    }
}
