package io.astreaming.conformance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.Firehose;
import io.astreaming.conformance.TlsProxy;
import io.astreaming.error.RejectedException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2 over TLS, as nginx and haproxy speak it; skipped where they aren't installed. */
@Timeout(120)
class TlsProxyIT {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    /** The client's window of a stream, and what proxy and kernels hold on the way. */
    private static final long WINDOW = 40 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TlsProxy.Kind.class)
    void bringsTextPieceByPieceOverHttp2(TlsProxy.Kind kind) throws Exception {
        Semaphore frames = new Semaphore(0);
        try (ReplayServer server = ReplayServer.serving(Streams.whole("one ", "two ", "three"))
                        .pace(Pace.permittedBy(frames))
                        .start();
                TlsProxy proxy = new TlsProxy(kind, folder, server.port());
                JdkChatTransport transport = transport(proxy);
                ChatStream stream = chat(transport).stream(REQUEST)) {
            Iterator<ChatEvent> events = stream.iterator();
            for (String piece : List.of("one ", "two ", "three")) {
                frames.release();
                assertThat(nextText(events)).isEqualTo(piece); // and nothing of what comes later has been sent
            }
            frames.release(100);
            assertThat(stream.outcome()).isInstanceOf(Completed.class);
            assertThat(proxy.seen(1)).first().asString().startsWith("HTTP/2");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProxy.Kind.class)
    void carriesManyStreamsOnOneConnection(TlsProxy.Kind kind) throws Exception {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("Hello", "!"))
                        .pace(Pace.every(Duration.ofMillis(5)))
                        .start();
                TlsProxy proxy = new TlsProxy(kind, folder, server.port());
                JdkChatTransport transport = transport(proxy)) {
            Chat chat = chat(transport);
            chat.outcome(REQUEST).get(20, TimeUnit.SECONDS);
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                outcomes.add(chat.outcome(REQUEST));
            }
            for (CompletableFuture<Outcome> outcome : outcomes) {
                assertThat(outcome.get(30, TimeUnit.SECONDS).completion().text())
                        .isEqualTo("Hello!");
            }
            assertThat(proxy.seen(51)).hasSize(51).containsOnly("HTTP/2.0 200 " + connection(proxy));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProxy.Kind.class)
    void resetsTheStreamAndKeepsTheConnectionWhenItIsCancelled(TlsProxy.Kind kind) throws Exception {
        try (ReplayServer server = ReplayServer.answering(
                                Reply.of(Streams.whole("Hello")).afterFrame(1).stall(),
                                Reply.of(Streams.whole("again")))
                        .start();
                TlsProxy proxy = new TlsProxy(kind, folder, server.port());
                JdkChatTransport transport = transport(proxy)) {
            try (ChatStream stream = chat(transport).stream(REQUEST)) {
                assertThat(nextText(stream.iterator())).isEqualTo("Hello");
                assertThat(server.openStreams()).isEqualTo(1);
                stream.close();
                assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
                Await.until(() -> server.openStreams() == 0);
            }
            assertThat(chat(transport)
                            .outcome(REQUEST)
                            .get(20, TimeUnit.SECONDS)
                            .completion()
                            .text())
                    .isEqualTo("again");
            assertThat(proxy.seen(2).stream().map(line -> line.split(" ")[2]).distinct())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProxy.Kind.class)
    void letsASlowReaderSlowTheProvider(TlsProxy.Kind kind) throws Exception {
        try (Firehose provider = new Firehose();
                TlsProxy proxy = new TlsProxy(kind, folder, provider.baseUri().getPort());
                JdkChatTransport transport = transport(proxy)) {
            Semaphore permits = new Semaphore(10);
            CompletableFuture<Outcome> outcome =
                    chat(transport).listen(REQUEST, event -> permits.acquireUninterruptibly());
            assertThat(provider.sentWhenStuck()).isLessThan(WINDOW);
            outcome.cancel(true);
            permits.release(1 << 20);
            provider.gone().get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProxy.Kind.class)
    void tellsOfARefusalThroughTheProxyAndOfOneByTheProxyItself(TlsProxy.Kind kind) throws Exception {
        ReplayServer server = ReplayServer.answering(
                        Reply.status(429, "{\"error\":{\"message\":\"Slow down\",\"type\":\"rate_limit_error\"}}")
                                .header("Retry-After", "7"))
                .start();
        try (TlsProxy proxy = new TlsProxy(kind, folder, server.port());
                JdkChatTransport transport = transport(proxy)) {
            Outcome refused = chat(transport).outcome(REQUEST).get(20, TimeUnit.SECONDS);
            assertThat(refused.error()).isInstanceOfSatisfying(RejectedException.class, error -> {
                assertThat(error.status()).isEqualTo(429);
                assertThat(error.detail().message()).isEqualTo("Slow down");
                assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
            server.close();
            Outcome nobody = chat(transport).outcome(REQUEST).get(20, TimeUnit.SECONDS);
            assertThat(nobody.error()).isInstanceOfSatisfying(RejectedException.class, error -> {
                assertThat(error.status()).isBetween(502, 503);
                assertThat(error.isRetryable()).isTrue();
                assertThat(error).hasMessageContaining(String.valueOf(error.status()));
                assertThat(error.getMessage()).hasSizeLessThan(1_000).doesNotContain("\n");
            });
        } finally {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProxy.Kind.class)
    void keepsWhatHadComeWhenTheProxyDies(TlsProxy.Kind kind) throws Exception {
        try (ReplayServer server = ReplayServer.answering(
                                Reply.of(Streams.whole("Hello")).afterFrame(1).stall())
                        .start();
                TlsProxy proxy = new TlsProxy(kind, folder, server.port());
                JdkChatTransport transport = transport(proxy);
                ChatStream stream = chat(transport).stream(REQUEST)) {
            assertThat(nextText(stream.iterator())).isEqualTo("Hello");
            proxy.kill();
            assertThat(stream.outcome()).isInstanceOf(Truncated.class);
            assertThat(stream.outcome().completion().text()).isEqualTo("Hello");
            assertThat(stream.outcome().error()).hasCauseInstanceOf(RuntimeException.class);
        }
    }

    private static String nextText(Iterator<ChatEvent> events) {
        while (events.hasNext()) {
            if (events.next() instanceof TextReceived text) {
                return text.text();
            }
        }
        return "";
    }

    private static String connection(TlsProxy proxy) throws Exception {
        return proxy.seen(1).get(0).split(" ")[2];
    }

    private static JdkChatTransport transport(TlsProxy proxy) throws Exception {
        return JdkChatTransport.builder(proxy.baseUri().toString())
                .httpClient(proxy.client())
                .build();
    }

    private static Chat chat(JdkChatTransport transport) {
        return Chat.over(transport, new JsonbChatCodec()).withRetry(RetryPolicy.NONE);
    }
}
