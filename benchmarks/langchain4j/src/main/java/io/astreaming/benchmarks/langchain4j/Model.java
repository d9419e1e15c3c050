package io.astreaming.benchmarks.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.astreaming.benchmarks.contender.Client;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Its streaming model over its JDK client. */
public final class Model implements Client {
    private final OpenAiStreamingChatModel model;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public Model(String baseUrl) {
        model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder()
                        .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)))
                .baseUrl(baseUrl)
                .apiKey("none")
                .timeout(Duration.ofMinutes(5))
                .returnThinking(true)
                .build();
    }

    @Override
    public CompletableFuture<?> stream(String name, Consumer<String> text) {
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        ChatRequest request = ChatRequest.builder()
                .modelName(name)
                .messages(UserMessage.from("hi"))
                .build();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                text.accept(piece);
            }

            @Override
            public void onPartialThinking(PartialThinking thinking) {
                text.accept(thinking.text());
            }

            @Override
            public void onPartialToolCall(PartialToolCall call) {
                text.accept(call.partialArguments());
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }
        });
        return end;
    }
}
