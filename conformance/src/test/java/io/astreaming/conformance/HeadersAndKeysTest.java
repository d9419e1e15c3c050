package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.KeyHeader;
import io.astreaming.port.Payload;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Streams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of one request and of one attempt, and keys that change, from the caller to the wire and back. */
@Timeout(60)
class HeadersAndKeysTest {
    private static final Reply ANSWER = Reply.of(Streams.whole("Hello"));
    private static final Reply BUSY = Reply.status(503, "{}");
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();

    private final List<String> traced = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private List<ReceivedRequest> received = List.of();

    @Test
    void sendsTheHeadersOfARequestWithEachAttemptAndInPlaceOfTheTransports() {
        Reply moved = Reply.status(307, "").header("Location", "/v1/chat/completions?moved");
        ChatRequest request = REQUEST.toBuilder()
                .header("X-Tenant", "tenant-of-the-request")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .build();

        Outcome outcome = ask(
                request,
                settings -> settings.apiKey(ApiKey.of("sk-of-the-transport"))
                        .header("x-tenant", "tenant-of-the-transport")
                        .header("x-other", "other"),
                chat -> chat,
                BUSY,
                moved,
                ANSWER);

        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(received).hasSize(3).allSatisfy(sent -> {
            assertThat(sent.headers().get("x-tenant")).containsExactly("tenant-of-the-request");
            assertThat(sent.header("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c");
            assertThat(sent.header("x-other")).isEqualTo("other");
            assertThat(sent.header("authorization")).isEqualTo("Bearer sk-of-the-transport");
            assertThat(sent.text()).doesNotContain("tenant", "traceparent", "headers");
        });
    }

    @Test
    void aRequestMayHaveAKeyOfItsOwnAndThenNobodyAsksForAnother() {
        AtomicInteger asked = new AtomicInteger();

        ask(
                REQUEST.toBuilder()
                        .header("authorization", "Bearer sk-of-a-tenant")
                        .build(),
                settings -> settings.apiKey(() -> {
                    asked.incrementAndGet();
                    return ApiKey.of("sk-of-the-transport");
                }),
                chat -> chat,
                ANSWER);

        assertThat(received)
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.headers().get("authorization")).containsExactly("Bearer sk-of-a-tenant"));
        assertThat(asked).hasValue(0);
    }

    @Test
    void masksTheHeadersOfARequestWhereverTheyAreRepeated() {
        String tenant = "tenant-0123456789";
        ChatRequest request = ChatRequest.model("m")
                .user("Who is " + tenant + "?")
                .header("x-tenant", tenant)
                .header("x-api-key", "Basic " + "dXNlcjpwYXNzd29yZC1wbGFudGVk")
                .build();

        Outcome refused = ask(
                request,
                settings -> settings,
                chat -> chat,
                Reply.status(401, "{\"error\":{\"message\":\"no " + tenant + ", no password-planted\"}}"));
        Outcome failed = ask(
                request,
                settings -> settings,
                chat -> chat,
                Reply.of(Recording.ofPayloads(
                        List.of(
                                Streams.text("it is " + tenant.substring(0, 9)),
                                Streams.text(tenant.substring(9)),
                                "{\"error\":{\"message\":\"failed for " + tenant + "\"}}"),
                        false)));

        assertThat(refused.error()).hasMessageContaining("no [redacted], no [redacted]");
        assertThat(failed.error()).hasMessageContaining("failed for [redacted]");
        assertThat(traced).isNotEmpty().noneMatch(line -> line.contains("0123456789"));
        assertThat(traced.get(0)).contains("Who is [redacted]?");
        assertThat(refused + "" + failed + request + failures).doesNotContain(tenant, "password-planted");
    }

    @Test
    void asksForTheKeyForEachAttemptAndMasksAllOfThem() {
        Iterator<String> keys =
                List.of("sk-first-0123456789", "sk-second-0123456789").iterator();
        Reply refusing = Reply.status(503, "{\"error\":{\"message\":\"busy, sk-first-0123456789\"}}");
        Reply echoing = Reply.of(Recording.ofPayloads(
                List.of(
                        Streams.text("sk-second-"),
                        Streams.text("0123456789 and sk-first-0123456789"),
                        "{\"error\":{\"message\":\"neither sk-first-0123456789 nor sk-second-012345678\\u0039\"}}"),
                false));

        Outcome outcome = ask(
                REQUEST,
                settings -> settings.apiKey(KeyHeader.X_API_KEY, () -> ApiKey.of(keys.next())),
                chat -> chat,
                refusing,
                echoing);

        assertThat(received)
                .extracting(sent -> sent.header("x-api-key"))
                .containsExactly("sk-first-0123456789", "sk-second-0123456789");
        assertThat(failures).singleElement().asString().contains("busy, [redacted]");
        assertThat(outcome.error()).hasMessageContaining("neither [redacted] nor [redacted]");
        assertThat(traced).isNotEmpty().noneMatch(line -> line.contains("0123456789"));
    }

    @Test
    void failsWithoutAKeyAndShowsOnlyWhatWasThrown() {
        Outcome outcome = ask(
                REQUEST,
                settings -> settings.apiKey(() -> {
                    throw new IllegalStateException("token sk-planted is stale");
                }),
                chat -> chat,
                ANSWER);

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.error()).isInstanceOfSatisfying(ConnectionException.class, error -> {
            assertThat(error.phase()).isEqualTo(Phase.REQUEST);
            assertThat(error.isRetryable()).isFalse();
            assertThat(error)
                    .hasMessageContaining("threw java.lang.IllegalStateException")
                    .hasMessageNotContaining("planted")
                    .hasNoCause();
        });
        assertThat(failures).as("attempts").hasSize(1);
        assertThat(received).isEmpty();
    }

    @Test
    void failsWithoutAKeyThatIsNull() {
        Outcome outcome =
                ask(REQUEST, settings -> settings.apiKey((Supplier<ApiKey>) () -> null), chat -> chat, ANSWER);

        assertThat(outcome.error())
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the supplier given to apiKey(...) returned null");
        assertThat(received).isEmpty();
    }

    @Test
    void asksAgainForAKeyWhenTheSupplierSaysThatItMayComeLater() {
        AtomicInteger asked = new AtomicInteger();
        Outcome outcome = ask(
                REQUEST,
                settings -> settings.apiKey(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new ConnectionException(Phase.CONNECT, "no token yet", null);
                    }
                    return ApiKey.of("sk-second");
                }),
                chat -> chat,
                ANSWER);

        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(failures).containsExactly("no token yet");
        assertThat(received)
                .singleElement()
                .satisfies(sent -> assertThat(sent.header("authorization")).isEqualTo("Bearer sk-second"));
    }

    @Test
    void sendsWithEachAttemptTheHeadersThatListenersAddToIt() {
        List<AttemptHeaders> kept = new ArrayList<>();
        Outcome outcome = ask(
                REQUEST.toBuilder().header("x-span", "of the request").build(),
                settings -> settings.header("x-span", "of the transport"),
                chat -> chat.withListener(request -> starting((attempt, headers) -> {
                            kept.add(headers);
                            headers.set("traceparent", "00-trace-span" + attempt + "-01");
                            headers.set("X-Span", "of the first listener");
                        }))
                        .withListener(
                                request -> starting((attempt, headers) -> headers.set("x-span", "planted-" + attempt))),
                BUSY,
                Reply.status(400, "{\"error\":{\"message\":\"wrong: 00-trace-span2-01, 00-trace-span1-01\"}}"));

        assertThat(received)
                .extracting(sent -> sent.header("traceparent"))
                .containsExactly("00-trace-span1-01", "00-trace-span2-01");
        assertThat(received)
                .extracting(sent -> sent.headers().get("x-span"))
                .containsExactly(List.of("planted-1"), List.of("planted-2"));
        assertThat(outcome.error()).hasMessageContaining("wrong: [redacted], [redacted]");
        assertThatIllegalStateException()
                .isThrownBy(() -> kept.get(0).set("x-late", "planted"))
                .withMessageContaining("before attemptStarted returns")
                .withMessageNotContaining("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-planted\r\nHost: elsewhere", "plantéd", ""})
    void aListenerThatSetsWhatNoRequestMayCarryBreaksNoAttempt(String value) {
        List<Throwable> uncaught = new ArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        Outcome outcome;
        try {
            outcome = ask(
                    REQUEST,
                    settings -> settings,
                    chat -> chat.withListener(request -> starting((attempt, headers) -> {
                                headers.set("x-before", "kept");
                                headers.set("traceparent", value);
                            }))
                            .withListener(request -> starting((attempt, headers) -> headers.set("x-other", "kept"))),
                    ANSWER);
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(received).singleElement().satisfies(sent -> {
            assertThat(sent.header("x-before")).isEqualTo("kept");
            assertThat(sent.header("x-other")).isEqualTo("kept");
            assertThat(sent.header("traceparent")).isNull();
        });
        assertThat(uncaught)
                .singleElement()
                .satisfies(thrown -> assertThat(thrown)
                        .hasMessageContaining("this header can't be sent")
                        .hasMessageNotContaining("plant"));
    }

    private interface Start {
        void with(int attempt, AttemptHeaders headers);
    }

    private static StreamListener starting(Start start) {
        return new StreamListener() {
            @Override
            public void attemptStarted(int attempt, AttemptHeaders headers) {
                start.with(attempt, headers);
            }
        };
    }

    private Outcome ask(
            ChatRequest request,
            UnaryOperator<JdkChatTransport.Builder> settings,
            UnaryOperator<Chat> more,
            Reply reply,
            Reply... replies) {
        try (ReplayServer server = ReplayServer.answering(reply, replies).start();
                JdkChatTransport transport = settings.apply(
                                JdkChatTransport.builder(server.baseUri().toString()))
                        .build()) {
            Chat chat = more.apply(Chat.over(transport, new JsonbChatCodec())
                    .withRetry(RetryPolicy.DEFAULT.withBackoff(Duration.ofMillis(1), Duration.ofMillis(1)))
                    .withTrace(asked -> trace())
                    .withListener(asked -> new StreamListener() {
                        @Override
                        public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
                            failures.add(String.valueOf(error.getMessage()));
                        }
                    }));
            try (ChatStream stream = chat.stream(request)) {
                Outcome outcome = stream.outcome();
                received = server.requests();
                return outcome;
            }
        }
    }

    private TraceSink trace() {
        return new TraceSink() {
            @Override
            public void requested(byte[] body) {
                traced.add(new String(body, StandardCharsets.UTF_8));
            }

            @Override
            public void received(Payload payload, long nanos) {
                traced.add(payload.text());
            }
        };
    }
}
