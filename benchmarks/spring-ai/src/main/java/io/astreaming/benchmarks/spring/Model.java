package io.astreaming.benchmarks.spring;

import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import io.astreaming.benchmarks.contender.Client;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;

/** Its chat model over its own client. The dispatcher would queue all but 64 requests; here it may run as many as there are. */
public final class Model implements Client {
    private static final int MANY = 10_000;

    private final OpenAiChatModel model;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public Model(String baseUrl) {
        SpringAiOpenAiHttpClient transport = SpringAiOpenAiHttpClient.builder()
                .timeout(Duration.ofMinutes(5))
                .build();
        transport.getOkHttpClient().dispatcher().setMaxRequests(MANY);
        transport.getOkHttpClient().dispatcher().setMaxRequestsPerHost(MANY);
        ClientOptions client = ClientOptions.builder()
                .httpClient(transport)
                .baseUrl(baseUrl)
                .apiKey("none")
                .maxRetries(0)
                .timeout(Duration.ofMinutes(5))
                .build();
        model = OpenAiChatModel.builder()
                .openAiClient(new OpenAIClientImpl(client))
                .openAiClientAsync(new OpenAIClientAsyncImpl(client))
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
