package io.astreaming.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.astreaming.error.ChatException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.ResponseHead;
import io.astreaming.replay.Frame;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.Headers;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.StreamLimits;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ChatTransport} must do, as tests: a class that extends this one runs them against its transport.
 *
 * <pre>{@code
 * class MyTransportTest extends ChatTransportContract {
 *     @Override
 *     protected ChatTransport transport(URI baseUri, ApiKey key) {
 *         return new MyTransport(baseUri, key);
 *     }
 * }
 * }</pre>
 */
@Timeout(60)
public abstract class ChatTransportContract {
    private static final String KEY = "sk-contract-0123456789abcdef";
    private static final EncodedRequest REQUEST =
            EncodedRequest.of("/chat/completions", "{\"stream\":true,\"x\":\"ö\"}".getBytes(StandardCharsets.UTF_8));
    private static final Recording HELLO =
            Recording.builder().text("Hel", "lö", "!").usage(11, 7).build();
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** Creates the contract; only for its subclasses. */
    protected ChatTransportContract() {}

    /**
     * Creates the transport to be tested. The contract closes it.
     *
     * @param baseUri the URL below which the path of a request lies
     * @param key the key to send, as bearer token
     * @return the transport
     */
    protected abstract ChatTransport transport(URI baseUri, ApiKey key);

    @Test
    void sendsTheRequestBelowItsBaseUrlWithItsKeyAndItsHeaders() {
        try (ReplayServer server = ReplayServer.serving(HELLO).start();
                ChatTransport transport = to(server)) {
            new ExchangeReader(transport, REQUEST.withCallerHeaders(new Headers(Map.of("X-Team", "blue")))).readAll();

            ReceivedRequest received = server.requests().get(0);
            assertEquals("POST", received.method());
            assertEquals("/v1/chat/completions", received.path());
            assertArrayEquals(REQUEST.body(), received.body());
            assertEquals("blue", received.header("X-Team"));
            new RequestAssert(received).hasKey(KEY);
        }
    }

    @Test
    void deliversTheHeadAndThenEveryByteOfTheBody() {
        try (ReplayServer server =
                        ReplayServer.serving(Faults.byteByByte(HELLO)).start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            ResponseHead head = reader.head();

            assertEquals(200, head.status());
            assertEquals("text/event-stream", head.mediaType());
            assertArrayEquals(bytes(HELLO), reader.readAll());
            assertNull(reader.exchange().read(), "the end must stay the end");
        }
    }

    @Test
    void wakesItsReaderAsSoonAsSomethingArrives() {
        Semaphore permits = new Semaphore(0);
        try (ReplayServer server = ReplayServer.serving(HELLO)
                        .pace(Pace.permittedBy(permits))
                        .start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            for (Frame frame : HELLO.frames()) {
                permits.release();
                StringBuilder text = new StringBuilder();
                while (text.length() < frame.bytes().length) {
                    text.append(reader.read());
                }
                assertEquals(frame.text(), new String(latin1(text.toString()), StandardCharsets.UTF_8));
            }
            assertNull(reader.read());
        }
    }

    @Test
    void deliversAnErrorStatusAsAResponse() {
        try (ReplayServer server = ReplayServer.answering(Faults.rateLimited(Duration.ofSeconds(2)))
                        .start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);

            assertEquals(429, reader.head().status());
            assertEquals("2", reader.head().header("retry-after"));
            assertTrue(new String(reader.readAll(), StandardCharsets.UTF_8).contains("Rate limit"));
        }
    }

    @Test
    void reportsThatThereIsNoServerWhenTheExchangeIsRead() {
        URI nobody;
        try (ReplayServer server = ReplayServer.serving(HELLO).start()) {
            nobody = server.baseUri();
        }
        try (ChatTransport transport = transport(nobody, ApiKey.of(KEY))) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);

            assertThrows(ChatException.class, reader::head);
        }
    }

    @Test
    void failsAfterTheBytesThatArrivedWhenTheConnectionBreaks() {
        try (ReplayServer server =
                        ReplayServer.serving(Faults.cutAfterChunk(HELLO, 2)).start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            reader.head();
            ByteArrayOutputStream body = new ByteArrayOutputStream();

            assertThrows(ChatException.class, () -> {
                for (String next = reader.read(); next != null; next = reader.read()) {
                    body.writeBytes(latin1(next));
                }
            });
            assertEquals(
                    HELLO.frames().get(0).text() + HELLO.frames().get(1).text(), body.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void failsAndClosesTheConnectionWhenItIsCancelled() {
        try (ReplayServer server =
                        ReplayServer.serving(Faults.stallAfterChunk(HELLO, 1)).start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            reader.head();
            reader.read();
            new Thread(reader.exchange()::cancel).start();

            assertThrows(ChatException.class, reader::readAll);
            assertTrue(isIdle(server, LONG), "the connection must be closed");
            reader.exchange().cancel();
            reader.exchange().release();
        }
    }

    @Test
    void closesTheConnectionWhenItIsReleasedInTheMiddle() {
        try (ReplayServer server =
                        ReplayServer.serving(Faults.stallAfterChunk(HELLO, 1)).start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            reader.head();
            reader.read();
            reader.exchange().release();

            assertTrue(isIdle(server, LONG), "the connection must be closed, unless the rest comes soon");
        }
    }

    @Test
    void makesTheProviderWaitWhileNobodyReads() {
        Recording large = Recording.sse(new byte[32 << 20]);
        try (ReplayServer server = ReplayServer.serving(large).start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            reader.head();

            assertFalse(isIdle(server, SHORT), "32 MiB were read ahead");
            assertEquals(bytes(large).length, reader.readAll().length);
        }
    }

    @Test
    void keepsExchangesApart() {
        Recording[] recordings = {
            Recording.builder("a").text("aaa").build(),
            Recording.builder("b").text("bbb").build()
        };
        try (ReplayServer server = ReplayServer.answering(Reply.of(recordings[0]), Reply.of(recordings[1]))
                        .start();
                ChatTransport transport = to(server)) {
            ExchangeReader first = new ExchangeReader(transport, REQUEST);
            first.head();
            ExchangeReader second = new ExchangeReader(transport, REQUEST);
            second.head();

            assertArrayEquals(bytes(recordings[1]), second.readAll());
            assertArrayEquals(bytes(recordings[0]), first.readAll());
        }
    }

    @Test
    void decodesABodyInPiecesOfAnySize() {
        byte[] body = bytes(HELLO);
        for (int piece : new int[] {1, 7, body.length}) {
            List<String> payloads = new ArrayList<>();
            try (ChatTransport transport = transport(URI.create("http://127.0.0.1:9/v1"), ApiKey.of(KEY))) {
                PayloadDecoder decoder =
                        transport.decoder(streamHead(), StreamLimits.DEFAULT, payload -> payloads.add(payload.text()));
                for (int at = 0; at < body.length; at += piece) {
                    decoder.feed(ByteBuffer.wrap(body, at, Math.min(piece, body.length - at)));
                }
                decoder.end();
            }
            assertEquals(
                    HELLO.frames().stream().map(frame -> data(frame.text())).toList(), payloads);
        }
    }

    @Test
    void decodesNoMoreThanItsLimitsAllow() {
        try (ChatTransport transport = transport(URI.create("http://127.0.0.1:9/v1"), ApiKey.of(KEY))) {
            PayloadDecoder decoder = transport.decoder(
                    streamHead(), StreamLimits.DEFAULT.withEventBytes(2_048), (Payload payload) -> {});

            assertThrows(
                    LimitExceededException.class,
                    () -> decoder.feed(ByteBuffer.wrap(latin1("data: " + "a".repeat(4_096)))));
        }
    }

    @Test
    void masksItsKeyAndShowsItNowhere() {
        try (ReplayServer server = ReplayServer.serving(HELLO).start();
                ChatTransport transport = to(server)) {
            ExchangeReader reader = new ExchangeReader(transport, REQUEST);
            reader.readAll();
            String echoed = "Incorrect API key provided: " + KEY + ".";

            String masked = reader.exchange().redactor().redact(transport.redact(echoed));
            assertFalse(masked.contains(KEY), "a key that the provider repeats must be masked");
            assertFalse(transport.toString().contains(KEY), "toString must not show the key");
            assertFalse(reader.exchange().toString().contains(KEY), "toString must not show the key");
        }
    }

    private ChatTransport to(ReplayServer server) {
        return transport(server.baseUri(), ApiKey.of(KEY));
    }

    /** Waits until the server sends nothing to anybody, and returns whether that happened in time. */
    private static boolean isIdle(ReplayServer server, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (server.openStreams() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return server.openStreams() == 0;
    }

    private static ResponseHead streamHead() {
        return new ResponseHead(200, Map.of("content-type", List.of("text/event-stream")));
    }

    private static String data(String frame) {
        return frame.substring("data: ".length()).strip();
    }

    private static byte[] bytes(Recording recording) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        recording.frames().forEach(frame -> bytes.writeBytes(frame.bytes()));
        return bytes.toByteArray();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
