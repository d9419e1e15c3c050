package io.astreaming.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send too much, take nothing or leave half of a connection: the others don't notice. */
@Timeout(60)
class RelayHostileClientsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String BODY = "{\"stream\":true,\"model\":\"m\"}";
    private static final String[] WORDS =
            IntStream.range(0, 300).mapToObj(i -> i + " " + "word ".repeat(200)).toArray(String[]::new);

    private final Semaphore permits = new Semaphore(1);
    private final List<Socket> sockets = new ArrayList<>();
    private ReplayServer provider;
    private RunningRelay relay;

    @BeforeEach
    void start() throws Exception {
        provider = ReplayServer.serving(Streams.whole(WORDS))
                .pace(Pace.permittedBy(permits))
                .start();
        relay = new RunningRelay(new Cli(), "--upstream", provider.baseUri().toString());
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        relay.close();
        provider.close();
    }

    private String begin() throws Exception {
        try (var events = relay.open(BODY).body()) {
            return new String(events.readNBytes(60), StandardCharsets.US_ASCII)
                    .replaceAll("(?s).*id: ([A-Za-z0-9_-]{22})\\.1.*", "$1");
        }
    }

    /** Sends what a client sends, and returns its socket. */
    private Socket send(String request, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress("127.0.0.1", relay.uri("").getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Test
    void givesManyReadersOfOneStreamAllOfItWhileOthersTakeNothing() throws Exception {
        String id = begin();
        for (int i = 0; i < 100; i++) {
            send("GET /v1/streams/" + id + " HTTP/1.1\r\nHost: relay\r\n\r\n", 4_096);
        }
        List<CompletableFuture<String>> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(relay.sending("GET", "/v1/streams/" + id, "")
                    .thenApply(answer -> answer.body().substring(answer.body().indexOf("id: "))));
        }
        permits.release(1_000);

        String first = readers.get(0).get();
        assertThat(first).contains("id: " + id + ".1\n", "id: " + id + ".302\n").endsWith("data: [DONE]\n\n");
        for (CompletableFuture<String> reader : readers) {
            assertThat(reader.get()).isEqualTo(first);
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void goesOnWithAStreamWhoseClientLeavesHalfOfItsConnection() throws Exception {
        String request = "POST " + PATH + " HTTP/1.1\r\nHost: relay\r\nIdempotency-Key: half\r\nContent-Length: "
                + BODY.length() + "\r\n\r\n" + BODY;
        send(request, 65_536).shutdownOutput();
        Await.until(() -> provider.openStreams() == 1);
        permits.release(1_000);

        assertThat(relay.send("POST", PATH, BODY, "Idempotency-Key", "half").body())
                .endsWith("data: [DONE]\n\n");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void refusesHeadersThatAreTooLong() throws Exception {
        permits.release(1_000);
        String id = begin();
        String stream = "/v1/streams/" + id;

        assertThat(relay.send("GET", stream, "", "Last-Event-ID", "a".repeat(8_000))
                        .statusCode())
                .isEqualTo(400);
        assertThat(relay.send("GET", stream, "", "X-Long", "a".repeat(20_000)).statusCode())
                .isEqualTo(431);
        assertThat(relay.send("POST", PATH, BODY, "Idempotency-Key", "k".repeat(100_000))
                        .statusCode())
                .isEqualTo(431);
        assertThat(relay.send("GET", stream + "?last_event_id=" + "a".repeat(8_000), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(provider.requests()).hasSize(1);
        assertThat(relay.send("GET", stream, "").body()).endsWith("data: [DONE]\n\n");
    }
}
