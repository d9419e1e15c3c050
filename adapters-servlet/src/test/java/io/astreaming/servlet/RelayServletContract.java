package io.astreaming.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the servlet does in any container, in the context {@code /app}. */
@Timeout(60)
abstract class RelayServletContract {
    private static final String PATH = "/app/v1/chat/completions";
    private static final String BODY = "{\"stream\":true}";

    private final ScriptedProvider provider = new ScriptedProvider();
    private final BreakableLog log = new BreakableLog();
    private final Relay relay =
            Relay.over(log.streams(), RelaySettings.DEFAULT.withMaxLogOutage(Duration.ofMillis(300)));
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    /** Starts a container with the servlet at {@code /v1/*} of the context {@code /app}; returns its port. */
    abstract int start(RelayServlet servlet) throws Exception;

    abstract void stop() throws Exception;

    @BeforeEach
    void startContainer() throws Exception {
        RelayExchange exchange =
                RelayExchange.over(relay, new byte[16], asked -> provider.ask()).withAllowedOrigin("*");
        port = start(new RelayServlet(exchange, request -> request.getHeader("X-User")));
    }

    @AfterEach
    void stopContainer() throws Exception {
        stop();
        relay.close(Duration.ofMillis(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40))
                .header("X-User", "ada")
                .method(method, BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    private HttpResponse<InputStream> open() throws Exception {
        return client.send(request("POST", PATH, BODY), BodyHandlers.ofInputStream());
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Location").orElseThrow();
    }

    private static String read(InputStream in, String until) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(until) < 0) {
            int next = in.read();
            assertThat(next).as("the end after " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void streamsEachEventAtOnceAndGoesOnAfterAnyOfThem() throws Exception {
        HttpResponse<InputStream> reading = open(); // before the provider has sent anything
        String id = reading.headers().firstValue("X-Stream-Id").orElseThrow();

        assertThat(location(reading)).isEqualTo("/app/v1/streams/" + id);
        assertThat(reading.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        provider.send("one");
        assertThat(read(reading.body(), "\n\n")).endsWith("id: " + id + ".1\ndata: one\n\n");
        provider.send("two");
        assertThat(read(reading.body(), "\n\n")).isEqualTo("id: " + id + ".2\ndata: two\n\n");
        provider.end();
        assertThat(reading.body().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .endsWith("data: [DONE]\n\n");

        assertThat(send("GET", location(reading), "", "Last-Event-ID", id + ".1")
                        .body())
                .contains("data: two\n\n", "data: [DONE]\n\n")
                .doesNotContain("one");
        assertThat(send("GET", location(reading) + "?last_event_id=" + id + ".3", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("HEAD", location(reading), "").headers().firstValue("X-Stream-State"))
                .hasValue("completed");
    }

    @Test
    void goesOnWithoutItsClientAndStopsWhenItIsTold() throws Exception {
        HttpResponse<InputStream> reading = open();
        provider.send("one");
        read(reading.body(), "one");
        reading.body().close();
        provider.send("two");
        Await.until(() -> send("HEAD", location(reading), "")
                        .headers()
                        .firstValueAsLong("X-Stream-Last")
                        .orElseThrow()
                == 2);

        HttpResponse<String> stopped = send("DELETE", location(reading), "");

        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.body()).contains("\"outcome\":\"cancelled\",\"last\":2}");
        assertThat(send("GET", location(reading), "").body()).contains("one", "two", "stream_cancelled");
        Await.until(provider::isCancelled);
    }

    @Test
    void answersNobodyWhomTheApplicationDoesNotKnow() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .POST(BodyPublishers.ofString(BODY))
                .build();
        assertThat(client.send(stranger, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(send("POST", PATH, "{}").statusCode()).isEqualTo(400);
        assertThat(send("POST", PATH, "x".repeat((16 << 20) + 1)).statusCode()).isEqualTo(413);
        assertThat(send("OPTIONS", PATH, "").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/app/v1/streams/unknown", "").statusCode()).isEqualTo(404);
        assertThat(provider.asked()).isZero();
    }

    @Test
    void holdsNobodyUpForAClientThatHasStoppedReading() throws Exception {
        HttpResponse<InputStream> reading = open();
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(256 << 10);
            slow.connect(new java.net.InetSocketAddress("127.0.0.1", port));
            slow.getOutputStream()
                    .write(("GET " + location(reading)
                                    + " HTTP/1.1\r\nHost: a\r\nX-User: ada\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            read(slow.getInputStream(), "\r\n\r\n");
            String big = "x".repeat(50_000);
            for (int i = 0; i < 100; i++) {
                provider.send(big + i);
            }
            provider.end();

            // A search for so long a run of one letter would take longer than the container waits for the other client.
            String all = new String(reading.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all.lines().filter(line -> line.startsWith("data: ")))
                    .hasSize(101)
                    .contains("data: " + big + "99", "data: [DONE]");
            String late = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(late.replaceAll("\r\n[0-9a-fA-F]+\r\n", "")).contains("x99\n\n", "[DONE]");
        }
    }

    @Test
    void keepsNoThreadForAStream() throws Exception {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        open();
        int before = Thread.activeCount();
        for (int i = 0; i < 100; i++) {
            streams.add(open());
        }
        assertThat(Thread.activeCount()).isLessThan(before + 50);
        for (HttpResponse<InputStream> stream : streams) {
            stream.body().close();
        }
    }

    @Test
    void breaksTheConnectionIfItCanNotLearnHowTheStreamGoesOn() throws Exception {
        HttpResponse<InputStream> reading = open();
        provider.send("one");
        read(reading.body(), "one\n\n");
        log.breakDown();
        provider.send("two");

        assertThatThrownBy(() -> reading.body().readAllBytes()).isInstanceOf(IOException.class);
    }
}
