package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.ApiKey;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JdkChatTransportTest {
    @Test
    void bringsEachPieceWhenItIsThere() throws Exception {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        ScriptedServer.Script script = connection -> {
            connection.readRequest();
            connection.write(ScriptedServer.EVENT_STREAM);
            connection.writeChunk("data: 1\n\n");
            firstWasRead.await();
            connection.writeChunk("data: 2\n\n");
            connection.write("0\r\n\r\n");
        };
        try (ScriptedServer server = new ScriptedServer(script);
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            BlockingExchange exchange = open(transport);

            ResponseHead head = exchange.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.mediaType()).isEqualTo("text/event-stream");
            assertThat(exchange.readText()).isEqualTo("data: 1\n\n");
            firstWasRead.countDown();
            assertThat(exchange.readAll()).isEqualTo("data: 2\n\n");
            assertThat(exchange.read()).isNull();
        }
    }

    @Test
    void sendsWhatAServerNeedsAndNoMore() throws Exception {
        assertThat(requestOf(settings -> settings.apiKey(ApiKey.of("sk-1"))))
                .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                .contains("\r\nAccept: text/event-stream\r\n")
                .contains("\r\nContent-Type: application/json\r\n")
                .contains("\r\nAuthorization: Bearer sk-1\r\n")
                .contains("\r\nUser-Agent: astreaming/")
                .contains("\r\nContent-Length: 15\r\n")
                .endsWith("\r\n\r\n{\"stream\":true}")
                .doesNotContainIgnoringCase("upgrade")
                .doesNotContainIgnoringCase("http2-settings")
                .doesNotContainIgnoringCase("accept-encoding");
    }

    @Test
    void offersNoHttp2OnCleartextThroughAGivenClientEither() throws Exception {
        HttpClient given = HttpClient.newHttpClient();

        assertThat(requestOf(settings -> settings.httpClient(given))).doesNotContainIgnoringCase("upgrade");
        assertThat(requestOf(settings -> settings.httpClient(given)))
                .as("still open")
                .contains("POST");
    }

    @Test
    void sendsOnesOwnHeadersInPlaceOfOurs() throws Exception {
        assertThat(requestOf(settings -> settings.apiKey(ApiKey.of("sk-1"))
                        .header("api-key", "k")
                        .header("authorization", "Basic x")
                        .header("user-agent", "mine")))
                .contains("\r\napi-key: k\r\n")
                .contains("Basic x")
                .contains("mine")
                .doesNotContain("sk-1")
                .doesNotContain("astreaming/");
    }

    @Test
    void asksWhereTheRequestSaysWithTheHeadersOfItsProtocol() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        EncodedRequest request = EncodedRequest.of("/messages", new byte[0])
                .withHeader("x-version", "1")
                .withHeader("accept", "text/plain")
                .withHeader("x-beta", "theirs");
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    seen.complete(connection.readRequest());
                    connection.write("HTTP/1.1 204 No Content\r\n\r\n");
                });
                JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl() + "?tenant=a")
                        .header("X-Beta", "mine")
                        .build()) {
            new BlockingExchange(arrived -> transport.open(request, arrived)).head();

            assertThat(seen.orTimeout(10, TimeUnit.SECONDS).join())
                    .startsWith("POST /v1/messages?tenant=a HTTP/1.1\r\n")
                    .contains("x-version: 1\r\n", "text/plain\r\n", "X-Beta: mine\r\n")
                    .doesNotContain("theirs", "text/event-stream");
            assertThat(transport.endpoint()).isEqualTo(server.baseUrl());
        }
    }

    @Test
    void sendsNoAuthorizationWithoutAKey() throws Exception {
        assertThat(requestOf(settings -> settings)).doesNotContainIgnoringCase("authorization");
    }

    @Test
    void namesOrganizationAndProject() throws Exception {
        assertThat(requestOf(settings -> settings.organization("org-1").project("proj_1")))
                .contains("\r\nOpenAI-Organization: org-1\r\n")
                .contains("\r\nOpenAI-Project: proj_1\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdkChatTransport.builder("http://host").organization("org\r\nx: y"));
    }

    @Test
    void tellsAProxysPasswordToNobodyElse() throws Exception {
        assertThat(requestOf(settings -> settings.header("Proxy-Authorization", "Basic c2VjcmV0")))
                .contains("POST")
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void asksADeploymentOfAzure() throws Exception {
        assertThat(requestOf(
                        baseUrl -> JdkChatTransport.azure(
                                baseUrl.replace("/v1", ""), "gpt 4o", "2024-10-21", ApiKey.of("azure-key")),
                        settings -> settings))
                .startsWith("POST /openai/deployments/gpt%204o/chat/completions?api-version=2024-10-21 HTTP/1.1\r\n")
                .contains("\r\napi-key: azure-key\r\n")
                .doesNotContainIgnoringCase("authorization");
    }

    @Test
    void asksADeploymentOfAzureWithATokenThatChanges() throws Exception {
        assertThat(requestOf(
                        baseUrl -> JdkChatTransport.azure(baseUrl.replace("/v1", ""), "gpt-4o", "2024-10-21")
                                .apiKey(() -> ApiKey.of("token-of-entra")),
                        settings -> settings))
                .startsWith("POST /openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nauthorization: Bearer token-of-entra\r\n")
                .doesNotContain("api-key");
    }

    @Test
    void sendsARequestInTheContextOfTheThreadThatOpensIt() throws Exception {
        Thread opening = Thread.currentThread();
        List<String> order = new CopyOnWriteArrayList<>();
        assertThat(requestOf(settings -> settings.propagateContext(executor -> {
                    order.add(Thread.currentThread() == opening ? "wrapped where it is opened" : "wrapped elsewhere");
                    return task -> executor.execute(() -> {
                        order.add("sent by " + Thread.currentThread().getName());
                        task.run();
                    });
                })))
                .startsWith("POST");
        assertThat(order).containsExactly("wrapped where it is opened", "sent by astreaming-http");
    }

    @Test
    void failsAnExchangeWhoseContextCanNotBeCarried() {
        IllegalStateException thrown = new IllegalStateException("no context");
        JdkChatTransport.Builder throwing = JdkChatTransport.builder("http://127.0.0.1:1")
                .propagateContext(executor -> {
                    throw thrown;
                });
        JdkChatTransport.Builder forgetful =
                JdkChatTransport.builder("http://127.0.0.1:1").propagateContext(executor -> null);
        for (JdkChatTransport.Builder settings : List.of(throwing, forgetful)) {
            try (JdkChatTransport transport = settings.build()) {
                Exchange exchange = transport.open(EncodedRequest.of("/x", new byte[0]), () -> {});
                assertThatThrownBy(exchange::head).isInstanceOf(RuntimeException.class);
            }
        }
    }

    @Test
    void masksWhatIsSecretAndNoWords() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host")
                .apiKey(ApiKey.of("EMPTY"))
                .header("x-token", "0123456789ab")
                .header("x-word", "word")
                .organization("org-0123456789");
        try (JdkChatTransport transport = settings.build()) {
            assertThat(transport.redact("EMPTY word org-0123456789 0123456789ab!"))
                    .isEqualTo("EMPTY word org-0123456789 [redacted]!");
        }
        try (JdkChatTransport transport = JdkChatTransport.azure("http://host", "a", "1", ApiKey.of("12345678"))
                .apiKey(ApiKey.of("abcdefgh"))
                .build()) {
            assertThat(transport.redact("12345678 Bearer abcdefgh")).isEqualTo("[redacted] Bearer [redacted]");
        }
    }

    @Test
    void masksTheWholeOfASecretThatBeginsLikeAnother() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host")
                .apiKey(ApiKey.of("sk-0123456789"))
                .header("x-token", "sk-0123456789-second");
        try (JdkChatTransport transport = settings.build()) {
            assertThat(transport.redact("sk-0123456789-second, sk-0123456789")).isEqualTo("[redacted], [redacted]");
        }
    }

    @Test
    void masksTheValueOfAnyHeaderThatIsLongEnough() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host")
                .header("x-tenant", "0123456789ab")
                .header("x-region", "europe-west");
        try (JdkChatTransport transport = settings.build()) {
            assertThat(transport.redact("0123456789ab in europe-west")).isEqualTo("[redacted] in europe-west");
        }
    }

    @Test
    void masksEachPartOfACredential() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host")
                .header("Authorization", "bearer  token-in-bearer ")
                .header("Proxy-Authorization", "Basic dXNlcjpwYXNzd29yZC0x")
                .header("X-Api-Key", "key-12345")
                .header("api-key", "Token \"quoted-key\"")
                .header("Cookie", "sid=cookie-value-1; lang=en")
                .header("X-Amz-Auth", "AWS4 Credential=AKIA12345678/x, Signature=0123456789")
                .header("X-Tenant", "two words and more");
        try (JdkChatTransport transport = settings.build()) {
            assertThat(transport.redact(
                            "a token-in-bearer, b dXNlcjpwYXNzd29yZC0x, c password-1, d key-12345, e quoted-key,"
                                    + " f cookie-value-1, g lang=en, h AKIA12345678/x, i 0123456789, j words"))
                    .isEqualTo("a [redacted], b [redacted], c [redacted], d [redacted], e [redacted],"
                            + " f [redacted], g lang=en, h [redacted], i [redacted], j words");
            assertThat(transport.secretPrefixLength("a token-in-")).isEqualTo(9);
            assertThat(transport.secretPrefixLength("a token-in-bearer!")).isZero();
        }
    }

    @Test
    void runsOurClientsTasksOnAGivenExecutor() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicInteger tasks = new AtomicInteger();
        try {
            assertThat(requestOf(settings -> settings.executor(task -> {
                        tasks.incrementAndGet();
                        threads.execute(task);
                    })))
                    .contains("POST");
            assertThat(tasks).hasPositiveValue();
            assertThat(threads.isShutdown()).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesAnExecutorBesideAClient() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host")
                .httpClient(HttpClient.newHttpClient())
                .executor(Runnable::run);

        assertThatIllegalArgumentException().isThrownBy(settings::build).withMessageContaining("executor");
    }

    @Test
    void refusesAConnectTimeoutBesideAClientAndOneThatIsNotPositive() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host")
                .httpClient(HttpClient.newHttpClient())
                .connectTimeout(Duration.ofSeconds(1));

        assertThatIllegalArgumentException().isThrownBy(settings::build).withMessageContaining("connectTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.connectTimeout(Duration.ZERO))
                .withMessage("connectTimeout must be positive, not PT0S");
    }

    /** Where the JDK would, a transport isn't built; elsewhere the key arrives. */
    @Test
    void losesNoKeyToAnAuthenticator() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
        UnaryOperator<JdkChatTransport.Builder> settings =
                builder -> builder.apiKey(ApiKey.of("sk-1")).httpClient(client);

        if (Runtime.version().feature() < 24) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> requestOf(settings))
                    .withMessageContaining("Proxy-Authorization");
        } else {
            assertThat(requestOf(settings)).contains("\r\nAuthorization: Bearer sk-1\r\n");
        }
        assertThat(requestOf(builder -> builder.header("api-key", "other").httpClient(client)))
                .contains("\r\napi-key: other\r\n");
    }

    @ParameterizedTest
    @CsvSource({"Host, secret", "Content-Length, 7", "'', secret", "'a b', secret", "x, 'secret\r\ny: z'"})
    void refusesHeadersThatNoRequestMayCarryWithoutRepeatingThem(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdkChatTransport.builder("http://host").header(name, value))
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void refusesAClientThatFollowsRedirects() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdkChatTransport.builder("http://host").httpClient(client))
                .withMessageContaining("redirects");
    }

    @Test
    void namesWhatIsNull() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("http://host");

        assertThatNullPointerException()
                .isThrownBy(() -> settings.httpClient(null))
                .withMessage("client");
        assertThatNullPointerException()
                .isThrownBy(() -> settings.executor(null))
                .withMessage("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> settings.apiKey((ApiKey) null))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> JdkChatTransport.to(null))
                .withMessage("baseUrl");
    }

    @Test
    void showsNeitherKeyNorQuery() {
        JdkChatTransport.Builder settings = JdkChatTransport.builder("https://host:1/v1?key=secret")
                .apiKey(ApiKey.of("secret"))
                .header("api-key", "secret");

        try (JdkChatTransport transport = settings.build()) {
            assertThat(transport).hasToString("JdkChatTransport[https://host:1/v1]");
            assertThat(settings.toString() + open(transport)).doesNotContain("secret");
        }
    }

    @Test
    void needsNoThreadForEachStream() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    connection.write(ScriptedServer.EVENT_STREAM);
                    end.await();
                    connection.writeChunk("data: 1\n\n");
                    connection.write("0\r\n\r\n");
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            List<BlockingExchange> exchanges = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                exchanges.add(open(transport));
            }
            for (BlockingExchange exchange : exchanges) {
                assertThat(exchange.head().status()).isEqualTo(200);
            }

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().matches("(?i)(HttpClient|astreaming).*"))
                    .hasSizeLessThan(20);
            end.countDown();
            for (BlockingExchange exchange : exchanges) {
                assertThat(exchange.readAll()).isEqualTo("data: 1\n\n");
            }
        }
    }

    private static String requestOf(UnaryOperator<JdkChatTransport.Builder> settings) throws Exception {
        return requestOf(JdkChatTransport::builder, settings);
    }

    private static String requestOf(
            Function<String, JdkChatTransport.Builder> builder, UnaryOperator<JdkChatTransport.Builder> settings)
            throws Exception {
        CompletableFuture<String> request = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    request.complete(connection.readRequest());
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
                JdkChatTransport transport =
                        settings.apply(builder.apply(server.baseUrl())).build()) {
            open(transport).readAll();
        }
        return request.get();
    }
}
