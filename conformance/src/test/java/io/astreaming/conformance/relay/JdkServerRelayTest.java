package io.astreaming.conformance.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.astreaming.http.relay.RelayExchange;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Streams;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipe for the JDK's own HTTP server. */
@Timeout(60)
class JdkServerRelayTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("q").build();

    private final Semaphore permits = new Semaphore(1);
    private final ReplayServer provider = ReplayServer.serving(Streams.whole("one", "two"))
            .pace(Pace.permittedBy(permits))
            .start();
    private final Chat chat = Chats.at(provider, "key");
    private final Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/v1",
                new JdkRelayHandler(RelayExchange.over(relay, new byte[16], asked -> chat.receivedPublisher(REQUEST))));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop(0);
        threads.shutdownNow();
        relay.close(Duration.ofMillis(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        chat.close();
        provider.close();
    }

    private <T> HttpResponse<T> send(String method, String path, String cursor, HttpResponse.BodyHandler<T> body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.ofString("{\"stream\":true}"))
                .headers("X-User", "ada", "Last-Event-ID", cursor)
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, body);
    }

    @Test
    void streamsAndGoesOnAndStops() throws Exception {
        HttpResponse<InputStream> reading = send("POST", "/v1/chat/completions", "", BodyHandlers.ofInputStream());
        String id = reading.headers().firstValue("X-Stream-Id").orElseThrow();
        StringBuilder first = new StringBuilder();
        while (first.indexOf("\n\n") < 0) {
            first.append((char) reading.body().read());
        }
        assertThat(first).contains("id: " + id + ".1\n", "one").doesNotContain("two");
        reading.body().close();
        permits.release(10);

        String stream = "/v1/streams/" + id;
        String rest = send("GET", stream, id + ".1", BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
        assertThat(rest).contains("id: " + id + ".2\n", "two", "[DONE]").doesNotContain("one");
        assertThat(send("GET", stream, id + ".end", BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);
        assertThat(send("HEAD", stream, "", BodyHandlers.discarding()).headers().firstValue("X-Stream-State"))
                .hasValue("completed");
        assertThat(send("DELETE", stream, "", BodyHandlers.ofString()).body()).contains("\"outcome\":\"completed\"");
        assertThat(provider.requests()).hasSize(1);
    }
}
