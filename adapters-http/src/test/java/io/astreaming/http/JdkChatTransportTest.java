package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.error.ConnectionException;
import io.astreaming.port.ApiKey;
import io.astreaming.port.ResponseHead;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
    void sendsNoAuthorizationWithoutAKey() throws Exception {
        assertThat(requestOf(settings -> settings)).doesNotContainIgnoringCase("authorization");
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
    void failsWhenItIsClosed() {
        JdkChatTransport transport = JdkChatTransport.to("http://127.0.0.1:9");
        transport.close();
        transport.close();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> open(transport).head())
                .withMessageContaining("closed");
    }

    @Test
    void letsOpenStreamsEndWhenItIsClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write(ScriptedServer.EVENT_STREAM);
            closed.await();
            connection.writeChunk("data: 1\n\n");
            connection.write("0\r\n\r\n");
        })) {
            JdkChatTransport transport = JdkChatTransport.to(server.baseUrl());
            BlockingExchange exchange = open(transport);
            exchange.head();
            transport.close();
            closed.countDown();

            assertThat(exchange.readAll()).isEqualTo("data: 1\n\n");
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
        CompletableFuture<String> request = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    request.complete(connection.readRequest());
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
                JdkChatTransport transport = settings.apply(JdkChatTransport.builder(server.baseUrl()))
                        .build()) {
            open(transport).readAll();
        }
        return request.get();
    }
}
