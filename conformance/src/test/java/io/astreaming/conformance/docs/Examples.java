package io.astreaming.conformance.docs;

import io.astreaming.Astreaming;
import io.astreaming.completion.Outcome;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What README and guides show, compiled; {@link ExamplesTest} runs it. */
final class Examples {
    private Examples() {}

    static Chat open(String baseUrl, ApiKey key) {
        Chat chat = Astreaming.chat(
                baseUrl, key); // once, for the application's life; close() releases connections and threads
        return chat;
    }

    static Outcome ask(Chat chat) {
        ChatRequest request = ChatRequest.model("gpt-4o-mini").user("Say hello").build();
        try (ChatStream stream = chat.stream(request)) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived text) {
                    System.out.print(text.text());
                }
            }
            return stream.outcome(); // Completed, Truncated, Failed, Cancelled or TimedOut
        }
    }

    static CompletableFuture<Outcome> listen(Chat chat, ChatRequest request) {
        CompletableFuture<Outcome> outcome = chat.listen(request, event -> {
            if (event instanceof TextReceived text) {
                System.out.print(text.text());
            }
        });
        return outcome; // cancel it, and the stream ends at once
    }

    static void publish(Chat chat, ChatRequest request, Flow.Subscriber<String> subscriber) {
        Flow.Publisher<String> text = chat.textOrError(request); // onError unless the answer is whole
        text.subscribe(subscriber); // each subscriber has a request of its own, sent when it first asks for text
    }

    static String viewed(Chat chat, ChatRequest request) {
        try (ChatStream stream = chat.stream(request);
                Stream<ChatEvent> events = stream.events()) {
            return events.filter(TextReceived.class::isInstance)
                    .map(event -> ((TextReceived) event).text())
                    .collect(Collectors.joining());
        }
    }

    static Chat settings(Chat chat, Executor executor, Consumer<String> log) {
        return chat.withTimeouts(StreamTimeouts.DEFAULT
                        .withFirstContent(Duration.ofMinutes(2))
                        .withIdle(Duration.ofSeconds(60)) // between two bytes of any kind
                        .withTotal(Duration.ofMinutes(10)))
                .withRetry(RetryPolicy.DEFAULT.withMaxAttempts(4).withMaxTotalBackoff(Duration.ofSeconds(30)))
                .withExecutor(executor)
                .withListener(request -> new StreamListener() {
                    @Override
                    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
                        log.accept("attempt " + attempt + " of " + request.model() + ": " + error.kind());
                    }

                    @Override
                    public void ended(Outcome outcome, Timeline timeline) {
                        log.accept(outcome.getClass().getSimpleName() + ", first content after "
                                + timeline.timeToFirstContent() + " ns");
                    }
                });
    }

    static ChatRequest withHeaders(String tenant, String idempotencyKey) {
        return ChatRequest.model("gpt-4o-mini")
                .user("Say hello")
                .header("X-Tenant", tenant)
                .header("Idempotency-Key", idempotencyKey) // the same for every attempt
                .build();
    }

    static Chat traced(Chat chat, Supplier<String> spans) {
        return chat.withListener(request -> new StreamListener() {
            @Override
            public void attemptStarted(int attempt, AttemptHeaders headers) {
                headers.set("traceparent", spans.get()); // a span for each attempt
            }
        });
    }

    static Outcome relay(Chat chat, ChatRequest request, OutputStream client) throws IOException {
        try (ChatStream stream = chat.stream(request)) {
            for (ReceivedChunk received : stream.received()) {
                if (received.payload() != null) {
                    client.write(SseEncoder.event(received.payload())); // to the byte as the provider sent it
                    client.flush();
                }
            }
            return stream.outcome();
        }
    }

    static Chat failover(ChatTransport europe, ChatTransport america, ChatCodec codec) {
        Chat chat = Chat.over(
                List.of(
                        Endpoint.of("eu", europe, codec),
                        Endpoint.of("us", america, codec).withModel("gpt-4o-mini-2024-07-18")),
                EndpointPolicy.ordered(Duration.ofSeconds(30)));
        return chat;
    }

    static Chat limited(Chat chat) {
        ConcurrencyLimiter limiter =
                ConcurrencyLimiter.of(20, 200, Duration.ofSeconds(30)); // open, queued, longest wait
        Chat limited = chat.withConcurrencyLimiter(limiter);
        return limited;
    }

    static Chat patient(Chat chat) {
        Chat patient = chat.withTimeouts(StreamTimeouts.DEFAULT.withFirstContent(Duration.ofMinutes(20)));
        return patient;
    }
}
