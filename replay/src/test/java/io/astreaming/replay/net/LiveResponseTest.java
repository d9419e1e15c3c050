package io.astreaming.replay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LiveResponseTest implements Responder {
    private static final HttpServer.Terms TERMS = new HttpServer.Terms(null, 100, Duration.ofSeconds(10));
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";

    private final HttpServer server;
    private final CompletableFuture<LiveAnswer> answer = new CompletableFuture<>();

    LiveResponseTest() throws IOException {
        server = HttpServer.start(InetAddress.getLoopbackAddress(), 0, "test", this, TERMS);
    }

    @Override
    public Response respond(IncomingRequest request, ResponseForm form, Wire wire) {
        return LiveResponse.of(answer, form, wire);
    }

    @Override
    public Response reject(Rejection rejection, ResponseForm form, Wire wire) {
        LiveAnswer refusal = LiveAnswer.whole(rejection.status(), Map.of(), new byte[0]);
        return LiveResponse.of(CompletableFuture.completedFuture(refusal), form, wire);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket ask(String request) throws IOException {
        return ask(server, request);
    }

    private static Socket ask(HttpServer server, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String read(Socket socket, String until) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(until) < 0) {
            text.append((char) socket.getInputStream().read());
        }
        return text.toString();
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void sendsTheHeadAtOnceAndEachPieceWhenItComes() throws Exception {
        SubmissionPublisher<ByteBuffer> pieces = new SubmissionPublisher<>();
        try (Socket client = ask(GET + GET)) {
            answer.complete(LiveAnswer.streamed(200, Map.of("X", "y"), pieces));

            assertThat(read(client, "\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n");
            Await.until(pieces::hasSubscribers);
            pieces.submit(bytes("one"));
            assertThat(read(client, "one\r\n")).isEqualTo("3\r\none\r\n");
            assertThat(server.responses()).isOne();
            pieces.close();
            assertThat(read(client, "200 OK")).isEqualTo("0\r\n\r\nHTTP/1.1 200 OK");
        }
        server.awaitResponses(Duration.ofSeconds(20));
        assertThat(server.responses()).isZero();
    }

    @Test
    void closesTheConnectionWithoutAnEndIfTheBodyBreaksOff() throws Exception {
        SubmissionPublisher<ByteBuffer> pieces = new SubmissionPublisher<>();
        answer.complete(LiveAnswer.streamed(200, Map.of(), pieces));
        try (Socket client = ask(GET)) {
            Await.until(pieces::hasSubscribers);
            pieces.submit(bytes("one"));
            assertThat(read(client, "one\r\n")).endsWith("\r\n\r\n3\r\none\r\n");
            pieces.closeExceptionally(new IllegalStateException());

            assertThat(rest(client)).isEmpty();
        }
    }

    @Test
    void sendsAnOldClientPlainBytes() throws Exception {
        SubmissionPublisher<ByteBuffer> pieces = new SubmissionPublisher<>();
        answer.complete(LiveAnswer.streamed(200, Map.of(), pieces));
        try (Socket client = ask("GET / HTTP/1.0\r\n\r\n")) {
            Await.until(pieces::hasSubscribers);
            pieces.submit(bytes("one"));
            pieces.close();

            assertThat(rest(client)).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\none");
        }
    }

    @Test
    void answersAHeadWithoutABody() throws Exception {
        answer.complete(LiveAnswer.whole(200, Map.of(), "body".getBytes(StandardCharsets.US_ASCII)));
        try (Socket client = ask("HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            assertThat(rest(client)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
        }
    }

    @Test
    void hidesAnAnswerThatFailed() throws Exception {
        answer.completeExceptionally(new IllegalStateException("secret"));
        try (Socket client = ask("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            assertThat(rest(client)).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
        }
    }

    @Test
    void asksForNoMoreThanASlowClientTakesAndStopsWithIt() throws Exception {
        Endless endless = new Endless(10_000);
        answer.complete(LiveAnswer.streamed(200, Map.of(), endless));
        try (Socket client = ask(GET)) {
            long sent = Await.untilStill(endless.sent::get);

            assertThat(read(client, "\r\n")).contains("200");
            assertThat(endless.asked.get() - sent).isBetween(0L, 8L);
            Await.until(() -> client.getInputStream().read(new byte[1 << 16]) > 0 && endless.sent.get() > sent);
        }
        Await.until(() -> endless.cancelled);
    }

    @ParameterizedTest(name = "{1} of {0} bytes")
    @CsvSource({"100, 8", "10000, 3", "32769, 1", "500000, 1"})
    void letsFewerPiecesWaitTheGreaterTheyAre(int pieceBytes, int pieces) throws Exception {
        Endless endless = new Endless(pieceBytes);
        answer.complete(LiveAnswer.streamed(200, Map.of(), endless));
        try (Socket client = ask(GET)) {
            Await.untilStill(endless.sent::get);

            assertThat(endless.mostOpen.get()).isEqualTo(pieces);
            assertThat(read(client, "\r\n")).contains("200");
        }
    }

    @Test
    void givesThePlaceOfAClientThatTakesNothingToOneThatWaits() throws Exception {
        HttpServer.Terms oneAtATime = new HttpServer.Terms(null, 1, Duration.ofMillis(100));
        Endless endless = new Endless(10_000);
        answer.complete(LiveAnswer.streamed(200, Map.of(), endless));
        try (HttpServer full = HttpServer.start(InetAddress.getLoopbackAddress(), 0, "full", this, oneAtATime);
                Socket stalled = ask(full, GET)) {
            Await.until(() -> endless.sent.get() > 0);
            try (Socket waiting = ask(full, GET)) {
                assertThat(read(waiting, "\r\n")).contains("200");
                assertThat(endless.cancelled).isTrue();
            }
            assertThat(stalled.getInputStream().readAllBytes())
                    .as("what it had been sent")
                    .isNotEmpty();
        }
    }

    /** As many pieces as are asked for. */
    private static final class Endless implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        private final byte[] piece;
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong mostOpen = new AtomicLong();
        private volatile boolean cancelled;
        private Flow.Subscriber<? super ByteBuffer> client;

        Endless(int pieceBytes) {
            piece = new byte[pieceBytes];
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            client = subscriber;
            client.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            mostOpen.accumulateAndGet(asked.addAndGet(n) - sent.get(), Math::max);
            for (long i = 0; i < n && !cancelled; i++) {
                sent.incrementAndGet();
                client.onNext(ByteBuffer.wrap(piece));
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
