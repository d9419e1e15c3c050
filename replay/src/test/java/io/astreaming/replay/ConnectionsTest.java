package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.net.MemoryBudget;
import io.astreaming.replay.net.RequestParser;
import io.astreaming.testing.Await;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the server treats its clients, the strange and the hostile among them. */
@Timeout(60)
class ConnectionsTest {
    private static final Recording ONE = Recording.ofPayloads(List.of("1"), false);
    private static final String ASK = "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 15\r\n\r\n" + Calls.STREAM;
    private static final String ANSWER = "data: 1\n\n";

    private final ReplayServer server = ReplayServer.serving(ONE).start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersOneRequestAfterTheOther() throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            for (int i = 0; i < 3; i++) {
                client.send(ASK);
                assertThat(client.head()).doesNotContain("connection:");
                assertThat(client.chunk()).isEqualTo(ANSWER);
                assertThat(client.chunk()).isEmpty();
            }
            client.send("GET /nowhere HTTP/1.1\r\n\r\n");
            assertThat(client.head()).startsWith("http/1.1 404 ");
        }
    }

    @Test
    void answersInTurnWhatIsAskedAllAtOnce() throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            client.send(ASK.repeat(500) + "GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 500; i++) {
                client.head();
                assertThat(client.chunk()).isEqualTo(ANSWER);
                assertThat(client.chunk()).isEmpty();
            }
            assertThat(client.head()).contains("connection: close");
            assertThat(client.text()).startsWith("{\"object\":\"list\"");
        }
        assertThat(server.requests()).hasSize(501);
    }

    @Test
    void keepsWhatIsAskedDuringAResponseAndStopsListeningBeforeItIsTooMuch() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        Reply stalling = Reply.of(ONE).afterFrame(0).stallUntil(release);
        try (ReplayServer slow = ReplayServer.answering(stalling).start();
                RawClient client = RawClient.streaming(slow)) {
            client.send(ASK.repeat(999));
            release.complete(null);
            for (int i = 0; i < 999; i++) {
                assertThat(client.chunk()).isEqualTo(ANSWER);
                assertThat(client.chunk()).isEmpty();
                client.head();
            }
            assertThat(client.chunk()).isEqualTo(ANSWER);
            assertThat(client.chunk()).isEmpty();
            client.ask();
            assertThat(client.head()).startsWith("http/1.1 200 ok\n");
        }
    }

    @Test
    void takesARequestByteByByte() throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            for (char c : ASK.toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.head()).startsWith("http/1.1 200 ok\n");
        }
    }

    @Test
    void takesABodyInChunksAndAsksForOneThatWaits() throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                    + "Expect: 100-continue\r\n\r\n");
            assertThat(client.head()).isEqualTo("http/1.1 100 continue\n");
            client.send("1\r\n{\r\ne\r\n\"stream\":true}\r\n0\r\n\r\n");
            assertThat(client.head()).startsWith("http/1.1 200 ok\n");
        }
        assertThat(server.requests().get(0).text()).isEqualTo(Calls.STREAM);
    }

    @Test
    void givesNoBodyToWhoWantsTheHeadAlone() throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            client.send("HEAD /v1/models HTTP/1.1\r\n\r\n" + ASK);
            assertThat(client.head()).contains("content-length: ");
            assertThat(client.head()).startsWith("http/1.1 200 ok\n").contains("chunked");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello~ | 400",
                "GET / HTTP/2.0~~ | 505",
                "POST / HTTP/1.1~Content-Length: 99999999~~ | 413",
                "POST / HTTP/1.1~Transfer-Encoding: br~~ | 501",
            })
    void refusesAndHearsOutWhoMakesNoSense(String request, int status) throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            client.send(request.replace("~", "\r\n"));
            assertThat(client.head()).startsWith("http/1.1 " + status + " ").contains("connection: close");
            client.send("x".repeat(2_000_000));
            assertThat(client.text()).contains("\"type\":\"invalid_request_error\"");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void survivesWhateverIsSent() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            try (RawClient client = new RawClient(server.baseUri())) {
                byte[] noise = new byte[random.nextInt(3_000)];
                random.nextBytes(noise);
                client.send(
                        (i % 2 == 0 ? ASK : "POST / HTTP/1.1\r\n") + new String(noise, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(ANSWER);
        Await.until(() -> server.openStreams() == 0);
    }

    @Test
    void isNotStoppedByClientsThatAskAndDoNotRead() throws Exception {
        Recording huge = Recording.ofPayloads(List.of("x".repeat(8 << 20)), false);
        List<RawClient> clients = new ArrayList<>();
        try (ReplayServer busy = ReplayServer.serving(huge, ONE.named("one")).start()) {
            for (int i = 0; i < 50; i++) {
                RawClient client = new RawClient(busy.baseUri());
                clients.add(client);
                client.send(ASK.repeat(100));
            }
            Await.until(() -> busy.openStreams() == 50);
            assertThat(Calls.answer(busy, "{\"model\":\"one\",\"stream\":true}"))
                    .isEqualTo(ANSWER);
            for (RawClient client : clients) {
                client.close();
            }
            Await.until(() -> busy.openStreams() == 0);
        }
    }

    @Test
    void refusesWhatDoesNotFitIntoMemoryTogether() throws Exception {
        int size = RequestParser.MAX_BODY;
        String most =
                "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size - 1);
        List<RawClient> clients = new ArrayList<>();
        for (long held = 0; held < MemoryBudget.MAX_BYTES; held += size - 1) {
            RawClient client = new RawClient(server.baseUri());
            clients.add(client);
            client.send(most);
        }
        Await.until(() -> {
            for (RawClient client : clients) {
                if (client.available() > 0) {
                    return client.head().startsWith("http/1.1 503 ");
                }
            }
            return false;
        });
        for (RawClient client : clients) {
            client.close();
        }
        Await.until(() -> server.openStreams() == 0);
        assertThat(Calls.answer(server, Calls.STREAM + " ".repeat(1 << 20))).isEqualTo(ANSWER);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusesTheOldestUnfinishedHeadsWhenAllOfThemDoNotFitIntoMemory() throws Exception {
        String head = "GET / HTTP/1.1\r\n" + ("x: " + "y".repeat(15_000) + "\r\n").repeat(4);
        List<RawClient> clients = new ArrayList<>();
        try {
            for (long sent = 0; sent < MemoryBudget.MAX_BYTES; sent += head.length()) {
                RawClient client = new RawClient(server.baseUri());
                clients.add(client);
                client.send(head);
            }
            assertThat(clients.get(0).head()).startsWith("http/1.1 503 ").contains("connection: close");
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo(ANSWER);

            RawClient newest = clients.get(clients.size() - 1);
            newest.send("\r\n");
            assertThat(newest.head()).startsWith("http/1.1 200 ok\n");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void refusesAHeadThatTakesTooLongAndKeepsWhoIsSilent() throws Exception {
        try (ReplayServer hasty = ReplayServer.serving(ONE)
                        .headTimeout(Duration.ofMillis(1))
                        .start();
                RawClient silent = new RawClient(hasty.baseUri());
                RawClient slow = new RawClient(hasty.baseUri())) {
            slow.send("GET / HTTP/1.1\r\nHost: local");
            assertThat(slow.head()).startsWith("http/1.1 408 ").contains("connection: close");
            assertThat(slow.text()).contains("\"type\":\"invalid_request_error\"");
            silent.ask();
            assertThat(silent.head()).startsWith("http/1.1 200 ok\n");
        }
    }

    @Test
    void losesTheOneConnectionThatCausesAnErrorAndNoOther() throws Exception {
        Reply broken = Reply.of(ONE).afterFrame(1).stallUntil(new CompletableFuture<Void>() {
            @Override
            public CompletableFuture<Void> whenComplete(BiConsumer<? super Void, ? super Throwable> action) {
                throw new OutOfMemoryError("of a test");
            }
        });
        try (ReplayServer mixed = ReplayServer.answering(broken, Reply.of(ONE)).start();
                RawClient victim = RawClient.streaming(mixed)) {
            assertThat(victim.chunk()).isEqualTo(ANSWER);
            assertThat(victim.text()).isEmpty();
            assertThat(Calls.answer(mixed, Calls.STREAM)).isEqualTo(ANSWER);
            Await.until(() -> mixed.openStreams() == 0); // the client may read the end before the server counts it
        }
    }

    @Test
    void hasRoomForThousandsAtOnce() throws Exception {
        Reply waiting = Reply.of(Recording.ofPayloads(List.of("1", "2"), false)).pace(Pace.every(Duration.ofHours(1)));
        List<SocketChannel> clients = new ArrayList<>();
        try (ReplayServer large = ReplayServer.answering(waiting).start()) {
            for (int i = 0; i < 2_000; i++) {
                SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", large.port()));
                clients.add(client);
                client.write(ByteBuffer.wrap(ASK.getBytes(StandardCharsets.US_ASCII)));
            }
            Await.until(() -> large.openStreams() == 2_000);
            for (int i = 0; i < 1_000; i++) {
                clients.get(i).close();
            }
            Await.until(() -> large.openStreams() == 1_000);
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void letsFurtherClientsWaitWhenThereAreTooMany() throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 1; i < ReplayServer.MAX_CONNECTIONS; i++) {
                clients.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port())));
            }
            try (RawClient last = RawClient.asking(server);
                    RawClient late = RawClient.asking(server)) {
                for (int i = 0; i < 10; i++) {
                    assertThat(last.head()).startsWith("http/1.1 200 ok\n");
                    assertThat(last.chunk()).isEqualTo(ANSWER);
                    assertThat(last.chunk()).isEmpty();
                    last.ask();
                }
                assertThat(late.available()).isZero();
                clients.get(0).close();
                assertThat(late.head()).startsWith("http/1.1 200 ok\n");
            }
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }
}
