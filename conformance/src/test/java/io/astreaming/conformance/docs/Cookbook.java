package io.astreaming.conformance.docs;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbResults;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.ResultReader;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ResultStream;
import io.astreaming.value.TokenUsage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What docs/cookbook.md shows, compiled; {@link CookbookTest} compares and runs it. */
public final class Cookbook {
    private Cookbook() {}

    // guide: print
    static Outcome print(Chat chat, ChatRequest request) {
        try (ChatStream stream = chat.stream(request)) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived text) {
                    System.out.print(text.text());
                    System.out.flush();
                }
            }
            return stream.outcome();
        }
    }
    // end

    // guide: whole
    static String answer(Chat chat, String question) {
        ChatRequest request = ChatRequest.model("gpt-4o-mini").user(question).build();
        try (ChatStream stream = chat.stream(request)) {
            return stream.text(); // throws a ChatException unless the answer is whole
        }
    }
    // end

    // guide: tools
    static ChatRequest runTools(Chat chat, ChatRequest request, Function<ToolCall, String> run) {
        try (ChatStream stream = chat.stream(request)) {
            ChatCompletion answer = stream.completion(); // throws unless the answer is whole
            ChatRequest.Builder next = request.toBuilder().assistant(answer);
            for (ToolCall call : answer.choices().get(0).toolCalls()) {
                if (call.complete()) {
                    next.toolResult(call, run.apply(call));
                }
            }
            return next.build(); // to be sent next
        }
    }
    // end

    // guide: calls-as-events
    static void collectCalls(Chat chat, ChatRequest request, List<ToolCall> calls) {
        try (ChatStream stream = chat.stream(request)) {
            for (ChatEvent event : stream) {
                if (event instanceof ToolCallFinished finished) { // only calls that are complete
                    calls.add(finished.toolCall());
                }
            }
        }
    }
    // end

    // guide: record
    public record Colour(String name, int red, int green, int blue) {}

    private static final ResultReader<Colour> COLOURS = new JsonbResults().reader(Colour.class);

    static Colour colour(Chat chat, String mood) {
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .user("A colour that is " + mood)
                .responseFormat(COLOURS.format())
                .build();
        try (ResultStream<Colour> stream = chat.stream(request, COLOURS)) {
            return stream.result(); // throws if the answer isn't whole, or isn't a Colour
        }
    }
    // end

    // guide: partial
    static String asFarAsItCame(Chat chat, ChatRequest request) {
        try (ChatStream stream = chat.stream(request)) {
            Outcome outcome = stream.outcome(); // throws nothing
            String text = outcome.completion().text();
            return outcome instanceof Truncated ? text + " [cut]" : text;
        }
    }
    // end

    // guide: choices
    static Map<Integer, String> several(Chat chat, ChatRequest request) {
        ChatRequest three = request.toBuilder().set(Parameter.N, 3).build();
        Map<Integer, String> texts = new TreeMap<>();
        try (ChatStream stream = chat.stream(three)) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived piece) {
                    texts.merge(piece.choice(), piece.text(), String::concat); // pieces of the choices alternate
                }
            }
            for (CompletedChoice choice : stream.completion().choices()) {
                assert texts.get(choice.index()).equals(choice.content()); // the completion has them, too
            }
        }
        return texts;
    }
    // end

    // guide: cancel
    static Outcome atMost(Chat chat, ChatRequest request, Duration longest, ScheduledExecutorService timer) {
        try (ChatStream stream = chat.stream(request)) {
            timer.schedule(stream::close, longest.toMillis(), TimeUnit.MILLISECONDS); // any thread may close
            return stream.outcome(); // Cancelled, with what had arrived, if the timer was first
        }
    }
    // end

    // guide: timeouts
    static Outcome patiently(Chat chat, ChatRequest request) {
        Chat patient = chat.withTimeouts(StreamTimeouts.DEFAULT
                .withFirstContent(Duration.ofMinutes(20)) // a model that thinks for long
                .withIdle(Duration.ofMinutes(5)));
        try (ChatStream stream = patient.stream(request)) { // shares the transport; it costs nothing to make
            return stream.outcome();
        }
    }
    // end

    // guide: retries
    static Chat persistent(Chat chat, Consumer<String> log) {
        return chat.withRetry(RetryPolicy.DEFAULT.withMaxAttempts(5)).withListener(request -> new StreamListener() {
            @Override
            public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
                log.accept("attempt " + attempt + " failed (" + error.kind() + "), "
                        + (pause == null ? "no further one" : "the next one follows"));
            }
        });
    }
    // end

    // guide: relay
    static void relay(Chat chat, ChatRequest request, OutputStream client) throws IOException {
        try (ChatStream stream = chat.withoutContent().stream(request)) { // a client that goes away: close() cancels
            for (ReceivedChunk received : stream.received()) {
                if (received.payload() != null) {
                    client.write(SseEncoder.event(received.payload())); // as the provider sent it
                    client.flush();
                }
            }
            if (stream.outcome().error() != null) {
                client.write(SseEncoder.event("{\"error\":{\"message\":\"the answer broke off\"}}"));
            }
        }
    }
    // end

    // guide: headers
    static ChatRequest forTenant(String tenant, String idempotencyKey, String question) {
        return ChatRequest.model("gpt-4o-mini")
                .user(question)
                .header("X-Tenant", tenant)
                .header("Idempotency-Key", idempotencyKey) // the same for each attempt
                .build();
    }
    // end

    // guide: rotate
    static Chat rotating(String baseUrl, AtomicReference<ApiKey> current) {
        JdkChatTransport transport = JdkChatTransport.builder(baseUrl)
                .apiKey(current::get) // asked before each attempt; another thread sets the next key in time
                .build();
        return Chat.over(transport, new JsonbChatCodec());
    }
    // end

    // guide: replay
    static String testWithoutProvider(Function<Chat, String> codeUnderTest) {
        Recording hello = Recording.ofPayloads(List.of("""
                        {"id":"1","choices":[{"index":0,"delta":{"content":"Hello"}}]}""", """
                        {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""), true);
        Reply busy = Reply.status(503, "{\"error\":{\"message\":\"busy\"}}").header("Retry-After-Ms", "1");
        try (ReplayServer server = ReplayServer.answering(busy, Reply.of(hello)).start();
                JdkChatTransport transport =
                        JdkChatTransport.to(server.baseUri().toString())) {
            return codeUnderTest.apply(Chat.over(transport, new JsonbChatCodec())); // refused once, then answered
        }
    }
    // end

    // guide: usage
    static Chat metered(Chat chat, LongAdder tokens, LongAdder withoutUsage) {
        return chat.withListener(request -> new StreamListener() {
            @Override
            public void ended(Outcome outcome, Timeline timeline) {
                if (outcome.completion().usage() instanceof TokenUsage usage && usage.totalTokens() != null) {
                    tokens.add(usage.totalTokens());
                } else {
                    withoutUsage.increment();
                }
            }
        });
    }
    // end
}
