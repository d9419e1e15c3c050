package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of docs/replay-server.md, compiled and run. */
@Timeout(60)
class ReplayServerGuideTest {
    private final Recording hello = Streams.whole("Hello", ", ", "world");

    @Test
    void serves() {
        try (ReplayServer server = ReplayServer.serving(hello).start()) {
            assertThat(ask(server).completion().text()).isEqualTo("Hello, world");
            assertThat(server.requests().get(0).text()).contains("Say hello");
        }
    }

    @Test
    void refusesAndThenServes() {
        Reply busy = Reply.status(429, "{\"error\":\"slow down\"}").header("Retry-After-Ms", "10");
        Reply served = Reply.of(hello);
        try (ReplayServer server = ReplayServer.answering(busy, busy, served).start()) {
            assertThat(ask(server)).isInstanceOf(Completed.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void cuts() {
        Reply cut = Reply.of(hello).afterFrame(2).cut();
        try (ReplayServer server = ReplayServer.answering(cut).start()) {
            Outcome outcome = ask(server);
            assertThat(outcome).isInstanceOf(Truncated.class);
            assertThat(outcome.completion().text()).isEqualTo("Hello, ");
        }
    }

    @Test
    void combines() {
        Reply bumpy = Reply.of(hello)
                .header("Content-Type", "text/plain")
                .atStart()
                .pause(Duration.ofMillis(50)) // the head comes late
                .afterFrame(0)
                .send(": OPENROUTER PROCESSING\n\n")
                .afterFrame(1)
                .drip(1, Duration.ofNanos(1)) // from here on byte by byte
                .atEnd()
                .stall(); // all is said, and the connection stays open
        try (ReplayServer server = ReplayServer.answering(bumpy).start()) {
            assertThat(ask(server).completion().text()).isEqualTo("Hello, world");
        }
    }

    @Test
    void stalls() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        Reply thinking = Reply.of(hello).afterFrame(1).stallUntil(release);
        try (ReplayServer server = ReplayServer.answering(thinking).start()) {
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> ask(server));
            // look at what your code shows meanwhile, then
            release.complete(null);
            assertThat(outcome.get().completion().text()).isEqualTo("Hello, world");
        }
    }

    @Test
    void losesPatience() throws Exception {
        Reply pinging = Reply.of(hello).afterFrame(1).stall(Duration.ofMillis(20), "ping");
        try (ReplayServer server = ReplayServer.answering(pinging).start()) {
            assertThat(ask(server, Duration.ofMillis(300))).isInstanceOf(TimedOut.class);
            Await.until(() -> server.openStreams() == 0); // your code released the connection
        }
    }

    @Test
    void goesFrameByFrame() throws Exception {
        Semaphore permits = new Semaphore(0);
        Pace byHand = Pace.permittedBy(permits);
        try (ReplayServer server = ReplayServer.serving(hello).pace(byHand).start()) {
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> ask(server));
            permits.release(1); // the first frame
            permits.release(hello.frames().size() - 1); // and all others
            assertThat(outcome.get()).isInstanceOf(Completed.class);
        }
    }

    private static Outcome ask(ReplayServer server) {
        return ask(server, Duration.ofSeconds(30));
    }

    private static Outcome ask(ReplayServer server, Duration timeout) {
        ChatRequest request = ChatRequest.model("any").user("Say hello").build();
        StreamTimeouts timeouts = StreamTimeouts.DEFAULT.withTotal(timeout);
        try (JdkChatTransport transport = JdkChatTransport.to(server.baseUri().toString());
                ChatStream stream = Chat.over(transport, new JsonbChatCodec()).withTimeouts(timeouts).stream(request)) {
            return stream.outcome();
        }
    }
}
