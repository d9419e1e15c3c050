package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.ReplayExtension;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is shown works. */
@Timeout(30)
class ExamplesTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.serving(Recording.ofText("Hello", "!"));

    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Chat chat = model.chat();

    @BeforeEach
    void watchTheScreen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setOut(before);
    }

    @Test
    void pulls() {
        Outcome outcome;
        try (Chat opened = Examples.open(model.baseUri().toString(), ApiKey.of("sk-any"))) {
            outcome = Examples.ask(opened);
        }
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(outcome.completion().text()).isEqualTo("Hello!");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("Hello!");
    }

    @Test
    void sendsHeadersOfARequestAndOfAnAttempt() {
        Chat traced = Examples.traced(chat, () -> "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        try (ChatStream stream = traced.stream(Examples.withHeaders("acme", "order-4711"))) {
            assertThat(stream.outcome()).isInstanceOf(Completed.class);
        }
        assertThat(model.requests()).singleElement().satisfies(sent -> {
            assertThat(sent.header("x-tenant")).isEqualTo("acme");
            assertThat(sent.header("idempotency-key")).isEqualTo("order-4711");
            assertThat(sent.header("traceparent")).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        });
    }

    @Test
    void listens() throws Exception {
        Outcome outcome = Examples.listen(chat, REQUEST).get(10, TimeUnit.SECONDS);
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("Hello!");
    }

    @Test
    void publishes() throws Exception {
        CompletableFuture<String> text = new CompletableFuture<>();
        Examples.publish(chat, REQUEST, new Flow.Subscriber<>() {
            private final StringBuilder pieces = new StringBuilder();
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription ours) {
                subscription = ours;
                subscription.request(1);
            }

            @Override
            public void onNext(String piece) {
                pieces.append(piece);
                subscription.request(1);
            }

            @Override
            public void onError(Throwable thrown) {
                text.completeExceptionally(thrown);
            }

            @Override
            public void onComplete() {
                text.complete(pieces.toString());
            }
        });
        assertThat(text.get(10, TimeUnit.SECONDS)).isEqualTo("Hello!");
    }

    @Test
    void viewsTheEventsAsAStreamOfTheJdk() {
        assertThat(Examples.viewed(chat, REQUEST)).isEqualTo("Hello!");
    }

    @Test
    void tellsTheListener() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        assertThat(Examples.settings(chat, Runnable::run, log::add).stream(REQUEST)
                        .outcome())
                .isInstanceOf(Completed.class);
        assertThat(log).singleElement().asString().startsWith("Completed, first content after ");
    }

    @Test
    void asksAnotherEndpointIfOneIsBusy() throws IOException {
        try (ReplayServer busy = ReplayServer.answering(Reply.status(503, "{}")).start();
                LoopbackServer server = new LoopbackServer(Streams.TOOL_ANSWER);
                Chat several = Examples.failover(
                        JdkChatTransport.to(busy.baseUri().toString()),
                        JdkChatTransport.to(server.baseUrl()),
                        new JsonbChatCodec())) {
            assertThat(Examples.ask(Examples.limited(several))).isInstanceOf(Completed.class);
            assertThat(server.bodies().get(0)).contains("gpt-4o-mini-2024-07-18");
        }
    }

    @Test
    void relaysToTheByte() throws IOException {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        Outcome outcome = Examples.relay(chat, REQUEST, client);
        assertThat(outcome).isInstanceOf(Completed.class);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Recording.ofText("Hello", "!").frames().forEach(frame -> sent.writeBytes(frame.bytes()));
        assertThat(client.toString(StandardCharsets.UTF_8)).isEqualTo(sent.toString(StandardCharsets.UTF_8));
    }
}
