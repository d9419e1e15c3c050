package io.astreaming.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.KeyHeader;
import io.astreaming.port.Redactor;
import io.astreaming.request.Headers;
import io.astreaming.settings.ApiKey;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that change while a transport is used, and the headers of one request, on the wire. */
@Timeout(60)
class SuppliedKeyTest {
    private static final EncodedRequest REQUEST = EncodedRequest.of("/chat/completions", "{}".getBytes(UTF_8));

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private ApiKey next() {
        return ApiKey.of("sk-planted-" + asked.incrementAndGet() + "!");
    }

    @Test
    void sendsTheSameKeyAndHeadersAgainWhereTheServerHasMovedTo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    requests.add(connection.readRequest());
                    connection.write(
                            requests.size() == 1
                                    ? "HTTP/1.1 307 Moved\r\nLocation: /moved\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                    : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
                });
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                        .apiKey(this::next)
                        .header("x-tenant", "of the transport")
                        .build()) {
            assertThat(answer(transport, Headers.NONE.with("X-Tenant", "of the request")))
                    .isEqualTo("hello");

            assertThat(requests)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request)
                            .contains("\r\nAuthorization: Bearer sk-planted-1!\r\n", ": of the request\r\n")
                            .doesNotContain("of the transport"));
        }
    }

    @Test
    void eachExchangeKeepsItsOwnKeyMaskedAndTheTransportTheLastEight() throws Exception {
        try (ScriptedServer server = serving();
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                        .apiKey(this::next)
                        .build()) {
            List<Exchange> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(transport.open(REQUEST, () -> {}));
            }

            for (int i = 0; i < 20; i++) {
                String key = "sk-planted-" + (i + 1) + "!";
                assertThat(open.get(i).redactor().redact("a " + key)).isEqualTo("a [redacted]");
                assertThat(open.get(i).redactor().secretPrefixLength("sk-planted-" + (i + 1)))
                        .isPositive();
                assertThat(transport.redact("a " + key)).isEqualTo(i < 12 ? "a " + key : "a [redacted]");
            }
            assertThat(transport
                            .redactor(Headers.NONE.with("x-tenant", "0123456789ab"))
                            .redact("0123456789ab sk-planted-20!"))
                    .isEqualTo("[redacted] [redacted]");
            open.forEach(Exchange::cancel);
        }
    }

    @Test
    void aKeyThatIsPartOfTheNextIsMaskedWithAllOfIt() {
        List<String> keys = List.of("sk-planted", "sk-planted-more", "sk-planted");
        try (JdkChatTransport transport = JdkChatTransport.builder("http://127.0.0.1:1/v1")
                .apiKey(() -> ApiKey.of(keys.get(asked.getAndIncrement())))
                .build()) {
            for (String key : keys) {
                Exchange exchange = transport.open(REQUEST, () -> {});
                assertThat(exchange.redactor().redact(key + ".")).isEqualTo("[redacted].");
                assertThat(transport.redact(key + ".")).isEqualTo("[redacted].");
                exchange.cancel();
            }
        }
    }

    @Test
    void anExchangeWithoutSecretsOfItsOwnKeepsNone() {
        try (JdkChatTransport transport = JdkChatTransport.to("http://127.0.0.1:1/v1", ApiKey.of("sk-planted"))) {
            Exchange exchange = transport.open(REQUEST, () -> {});

            assertThat(exchange.redactor()).isSameAs(Redactor.NONE);
            exchange.cancel();
        }
    }

    @Test
    void failsTheExchangeAndSendsNothingWithoutAKey() throws Exception {
        try (ScriptedServer server = serving();
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                        .apiKey(() -> {
                            throw new ExceptionInInitializerError("sk-planted");
                        })
                        .build()) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> answer(transport, Headers.NONE))
                    .returns(Phase.REQUEST, ConnectionException::phase)
                    .withMessageContaining("threw java.lang.ExceptionInInitializerError")
                    .withMessageNotContaining("planted")
                    .withNoCause();
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void passesOnWhatASupplierSaysInOurOwnWordsAndWhatNobodyMayHold() {
        ConnectionException own = new ConnectionException(Phase.CONNECT, "no token yet", null);
        try (JdkChatTransport transport = JdkChatTransport.builder("http://127.0.0.1:1/v1")
                .apiKey(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw own;
                    }
                    throw new OutOfMemoryError("planted");
                })
                .build()) {
            assertThatThrownBy(() -> answer(transport, Headers.NONE)).isSameAs(own);
            assertThatThrownBy(() -> answer(transport, Headers.NONE)).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void isAskedOnTheThreadThatOpensTheAttempt() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (JdkChatTransport transport = JdkChatTransport.builder("http://127.0.0.1:1/v1")
                .apiKey(() -> {
                    threads.add(Thread.currentThread());
                    return next();
                })
                .build()) {
            transport.open(REQUEST, () -> {}).cancel();

            assertThat(threads).containsExactly(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, 'Bearer ', 'Authorization: Bearer sk-planted-1!'",
        "api-key, '', 'api-key: sk-planted-1!'",
        "x-goog-api-key, '', 'x-goog-api-key: sk-planted-1!'",
        "Authorization, 'Token token=', 'Authorization: Token token=sk-planted-1!'",
    })
    void sendsAKeyInItsHeaderBehindItsPrefix(String header, String prefix, String line) throws Exception {
        KeyHeader way = KeyHeader.of(header, prefix);
        try (ScriptedServer server = serving();
                JdkChatTransport fixed = JdkChatTransport.builder(server.baseUrl())
                        .apiKey(way, ApiKey.of("sk-planted-1!"))
                        .build();
                JdkChatTransport supplied = JdkChatTransport.builder(server.baseUrl())
                        .apiKey(way, this::next)
                        .build()) {
            answer(fixed, Headers.NONE);
            answer(supplied, Headers.NONE);

            assertThat(requests).hasSize(2).allMatch(request -> request.contains("\r\n" + line + "\r\n"));
            assertThat(fixed.redact("no sk-planted-1!")).isEqualTo("no [redacted]");
            assertThat(way.toString()).isEqualTo("KeyHeader[" + header + ": " + prefix + "...]");
        }
    }

    @Test
    void theLastThatIsSaidOfAHeaderCounts() throws Exception {
        try (ScriptedServer server = serving();
                JdkChatTransport supplied = JdkChatTransport.builder(server.baseUrl())
                        .header("authorization", "Basic planted")
                        .apiKey(this::next)
                        .build();
                JdkChatTransport set = JdkChatTransport.builder(server.baseUrl())
                        .apiKey(this::next)
                        .header("authorization", "Basic planted")
                        .build()) {
            answer(supplied, Headers.NONE);
            answer(set, Headers.NONE);

            assertThat(requests.get(0)).contains("Bearer sk-planted-1!").doesNotContain("Basic");
            assertThat(requests.get(1)).contains("Basic planted").doesNotContain("Bearer");
        }
    }

    @ParameterizedTest
    @CsvSource({"Host, ''", "'a b', ''", "x-key, 'a\r\nb: '", "'', ''"})
    void refusesAWayToSendAKeyThatNoRequestMayCarry(String header, String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyHeader.of(header, prefix))
                .withMessageContaining("this header can't be sent");
    }

    /** Where the JDK would drop it, nothing is sent; elsewhere it arrives. */
    @Test
    void losesNoKeyOfARequestToAnAuthenticator() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
        try (ScriptedServer server = serving();
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                        .httpClient(client)
                        .build()) {
            Headers own = Headers.NONE.with("authorization", "Bearer sk-planted");
            if (Runtime.version().feature() < 24) {
                assertThatExceptionOfType(ConnectionException.class)
                        .isThrownBy(() -> answer(transport, own))
                        .returns(Phase.REQUEST, ConnectionException::phase)
                        .withMessageContaining("Proxy-Authorization")
                        .withMessageNotContaining("planted");
                assertThat(requests).isEmpty();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> JdkChatTransport.builder("http://host")
                                .apiKey(this::next)
                                .httpClient(client)
                                .build())
                        .withMessageContaining("Proxy-Authorization");
            } else {
                answer(transport, own);
                assertThat(requests).singleElement().asString().contains("Bearer sk-planted");
            }
            answer(transport, Headers.NONE.with("x-tenant", "acme"));
            assertThat(requests.get(requests.size() - 1)).contains("\r\nx-tenant: acme\r\n");
        }
    }

    private ScriptedServer serving() throws Exception {
        return new ScriptedServer(connection -> {
            requests.add(connection.readRequest());
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
        });
    }

    private static String answer(JdkChatTransport transport, Headers headers) throws Exception {
        BlockingExchange exchange =
                new BlockingExchange(arrived -> transport.open(REQUEST.withCallerHeaders(headers), arrived));
        exchange.head();
        return exchange.readAll();
    }
}
