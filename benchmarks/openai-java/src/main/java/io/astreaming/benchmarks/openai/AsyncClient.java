package io.astreaming.benchmarks.openai;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.astreaming.benchmarks.contender.Client;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Its asynchronous client. The dispatcher would queue all but 64 requests; here it may run as many as there are. */
public final class AsyncClient implements Client {
    private static final int MANY = 10_000;

    private final OpenAIClientAsync client;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public AsyncClient(String baseUrl) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MANY);
        dispatcher.setMaxRequestsPerHost(MANY);
        client = OpenAIOkHttpClientAsync.builder()
                .okHttpClient(new OkHttpClient.Builder().dispatcher(dispatcher).build())
                .baseUrl(baseUrl)
                .apiKey("none")
                .maxRetries(0)
                .timeout(Duration.ofMinutes(5))
                .build();
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        return client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("hi")
                        .build())
                .subscribe(chunk -> tell(chunk, text))
                .onCompleteFuture();
    }

    private static void tell(ChatCompletionChunk chunk, Consumer<String> text) {
        String piece = Texts.of(chunk);
        if (!piece.isEmpty()) {
            text.accept(piece);
        }
    }
}
