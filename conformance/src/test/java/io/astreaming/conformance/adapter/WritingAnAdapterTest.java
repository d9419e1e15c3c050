package io.astreaming.conformance.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ConnectionException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ToolDefinition;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Await;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.astreaming.testing.Streams;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The adapters that docs/writing-an-adapter.md shows do what the page asks of adapters. */
@Timeout(60)
class WritingAnAdapterTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();
    private static final Reply STALLED =
            Reply.of(Streams.whole("Hello", "!")).afterFrame(1).stall();

    private final OutcomeCounts counts = new OutcomeCounts();

    static Stream<Arguments> endingsOnEachFace() {
        return Stream.of(Ending.values())
                .flatMap(ending -> Stream.of(ReadingFace.values()).map(face -> Arguments.of(ending, face)));
    }

    @ParameterizedTest
    @MethodSource("endingsOnEachFace")
    void endsAsTheServerEnds(Ending ending, ReadingFace face) throws Exception {
        try (ReplayServer server = ReplayServer.answering(ending.reply()).start();
                Chat chat = chat(server).withTimeouts(StreamTimeouts.DEFAULT.withIdle(Duration.ofMillis(500)))) {
            Outcome outcome = face.read(chat, REQUEST);
            assertThat(outcome.kind()).isEqualTo(ending.outcome());
            assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer " + KEY);
        }
        assertThat(counts.count(ending.outcome())).isEqualTo(1);
    }

    @Test
    void cancelsWhileItWaitsForHeadersAndWhileItWaitsForMore() throws Exception {
        try (ReplayServer server = ReplayServer.answering(
                                STALLED, Reply.of(Streams.whole("a")).atStart().stall())
                        .start();
                Chat chat = chat(server)) {
            try (ChatStream stream = chat.stream(REQUEST)) {
                stream.iterator().next();
            }
            CompletableFuture<Outcome> outcome = chat.outcome(REQUEST);
            Await.until(() -> server.requests().size() == 2);
            outcome.cancel(true);
            Await.until(() -> counts.count("cancelled") == 2);
            Await.until(() -> server.openStreams() == 0);
        }
    }

    @Test
    void closesTheConnectionThoughItsThreadWaitsForBytes() throws Exception {
        try (ReplayServer server = ReplayServer.answering(STALLED).start();
                Chat chat = chat(server)) {
            AtomicInteger events = new AtomicInteger();
            CompletableFuture<Outcome> outcome = chat.listen(REQUEST, event -> events.incrementAndGet());
            Await.until(() -> events.get() > 0);
            outcome.cancel(true);
            Await.until(() -> server.openStreams() == 0);
        }
    }

    @Test
    void servesTheNextStreamOnTheThreadOfOneThatWasCancelled() throws Exception {
        try (ReplayServer server = ReplayServer.answering(STALLED, Reply.of(Streams.whole("whole")))
                        .start();
                Chat chat = chat(server)) {
            try (ChatStream stream = chat.stream(REQUEST)) {
                stream.iterator().next();
            }
            assertThat(ReadingFace.PULLED.read(chat, REQUEST).completion().text())
                    .isEqualTo("whole");
        }
    }

    @Test
    void masksTheKeyAndTheCallersHeadersWhereTheProviderRepeatsThem() throws Exception {
        Reply leaking = Reply.status(401, "{\"error\":{\"message\":\"no " + KEY + " nor tenant-secret\"}}");
        try (ReplayServer server = ReplayServer.answering(leaking).start();
                Chat chat = chat(server)) {
            ChatRequest request =
                    REQUEST.toBuilder().header("X-Tenant", "tenant-secret").build();
            Outcome outcome = ReadingFace.PULLED.read(chat, request);
            assertThat(outcome).isInstanceOf(Failed.class);
            assertThat(outcome.toString() + outcome.error())
                    .contains("***")
                    .doesNotContain(KEY)
                    .doesNotContain("tenant-secret");
        }
    }

    @Test
    void failsAfterItsTransportWasClosed() throws Exception {
        try (ReplayServer server =
                ReplayServer.answering(Ending.COMPLETED.reply()).start()) {
            Chat chat = chat(server);
            chat.close();
            Outcome outcome = ReadingFace.PULLED.read(chat, REQUEST);
            assertThat(outcome.error()).isInstanceOf(ConnectionException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (BlockingTransport transport = new BlockingTransport("http://127.0.0.1:" + port + "/v1", KEY)) {
            Chat chat = Chat.over(transport, new JsonbChatCodec()).withRetry(RetryPolicy.NONE);
            assertThat(ReadingFace.PULLED.read(chat, REQUEST).error())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            error -> assertThat(error.phase()).isEqualTo(ConnectionException.Phase.CONNECT));
        }
    }

    @Test
    void readsAProtocolOfItsOwn() throws Exception {
        Reply answer = Reply.of(Recording.ofPayloads(
                List.of("{\"text\":\"Hel\"}", "{\"text\":\"lo\",\"x\":1}", "{\"ping\":1}", "{\"end\":\"stop\"}"),
                false));
        try (ReplayServer server = ReplayServer.answering(answer).start();
                BlockingTransport transport =
                        new BlockingTransport(server.baseUri().toString(), KEY)) {
            Chat chat = Chat.over(transport, new TextCodec());
            Outcome outcome = ReadingFace.PULLED.read(chat, REQUEST);
            assertThat(outcome).isInstanceOf(Completed.class);
            assertThat(outcome.completion().text()).isEqualTo("Hello");
            assertThat(server.requests().get(0).text())
                    .isEqualTo("{\"model\":\"m\",\"prompt\":\"hi\",\"stream\":true}");
        }
    }

    @Test
    void saysWhereAPayloadOfItsOwnProtocolIsBroken() throws Exception {
        Reply broken = Reply.of(Recording.ofPayloads(List.of("{\"text\":\"Hel\"}", "{\"text\":"), false));
        try (ReplayServer server = ReplayServer.answering(broken).start();
                BlockingTransport transport =
                        new BlockingTransport(server.baseUri().toString(), KEY)) {
            Chat chat = Chat.over(transport, new TextCodec()).withRetry(RetryPolicy.NONE);
            Outcome outcome = ReadingFace.PULLED.read(chat, REQUEST);
            assertThat(outcome.kind()).isEqualTo("failed");
            assertThat(outcome.error()).hasMessageContaining("event #1");
            assertThat(outcome.completion().text()).isEqualTo("Hel");
        }
    }

    @Test
    void refusesARequestThatItsProtocolCantSay() {
        ChatRequest request = REQUEST.toBuilder()
                .tool(ToolDefinition.function("weather", "The weather"))
                .build();
        assertThatThrownBy(() -> new TextCodec().encode(request)).hasMessage("this protocol has no tools");
    }

    private Chat chat(ReplayServer server) {
        BlockingTransport transport = new BlockingTransport(server.baseUri().toString(), KEY);
        return counts.observe(Chat.over(transport, new JsonbChatCodec())).withRetry(RetryPolicy.NONE);
    }
}
