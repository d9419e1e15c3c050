package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.testing.SelfSigned;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS servers that prefer HTTP/2. */
@Timeout(120)
class Http2Test {
    @TempDir
    static Path folder;

    private static SSLContext server;
    private static SSLContext client;

    private final ScriptedHttp2 script = new ScriptedHttp2(2);

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path keyStore = SelfSigned.keyStore(folder);
        server = SelfSigned.server(keyStore);
        client = ConnectionExamples.trusting(keyStore, SelfSigned.PASSWORD.toCharArray());
    }

    @Test
    void quotesNoMalformedHeaderOfAServer() throws Exception {
        script.header("planted name", "planted value");
        try (ScriptedServer server = serving(script);
                JdkChatTransport transport = to(server, settings -> settings)) {
            BlockingExchange exchange = open(transport);

            assertThatThrownBy(exchange::head).satisfies(error -> {
                StringWriter trace = new StringWriter();
                error.printStackTrace(new PrintWriter(trace, true));
                assertThat(error)
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                failure -> assertThat(failure.phase()).isEqualTo(Phase.HEADERS));
                // Newer JDKs have a type for what isn't HTTP, JDK 17 has none.
                assertThat(error.getMessage())
                        .isIn(
                                server.baseUrl() + " answered with something other than HTTP; check the base URL",
                                "the connection to " + server.baseUrl() + " broke before there was a response");
                assertThat(trace.toString()).doesNotContain("planted");
            });
        }
    }

    @Test
    void speaksHttp2WhereTheServerPrefersIt() throws Exception {
        try (ScriptedServer server = serving(script);
                JdkChatTransport transport = to(server, settings -> settings)) {
            BlockingExchange first = open(transport);
            assertThat(first.head().status()).isEqualTo(200);
            BlockingExchange second = open(transport);
            assertThat(second.head().status()).isEqualTo(200);
            int one = script.answered.take();
            int two = script.answered.take();

            script.writeData(two, "b", true);
            script.writeData(one, "a", false);
            assertThat(second.readAll()).isEqualTo("b");
            assertThat(first.readText()).isEqualTo("a");
            script.writeData(one, "", false);
            script.writeData(one, "c", true);
            assertThat(first.readAll()).isEqualTo("c");

            assertThat(server.accepted()).isEqualTo(1);
            assertThat(script.offers).containsExactly(List.of("h2", "http/1.1"));
            assertThat(script.windows.take()).as("a stream's window").isEqualTo(16 << 20);
        }
    }

    @Test
    void resetsNoStreamButTheOneThatIsCancelled() throws Exception {
        try (ScriptedServer server = serving(script);
                JdkChatTransport transport = to(server, settings -> settings)) {
            BlockingExchange kept = open(transport);
            kept.head();
            BlockingExchange cancelled = open(transport);
            cancelled.head();
            int one = script.answered.take();
            int two = script.answered.take();

            cancelled.cancel();

            assertThat(script.resets.poll(30, SECONDS)).isEqualTo(two);
            script.writeData(one, "a", true);
            assertThat(kept.readAll()).isEqualTo("a");
            assertThat(script.resets).isEmpty();
        }
    }

    @Test
    void saysThatTheServerTakesNoMoreStreams() throws Exception {
        try (ScriptedServer server = serving(script);
                JdkChatTransport transport = to(server, settings -> settings)) {
            open(transport).head();
            open(transport).head();

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> open(transport).head())
                    .withMessageContaining("accepts no more streams")
                    .returns(Phase.HEADERS, ConnectionException::phase)
                    .returns(true, ConnectionException::isRetryable);
        }
    }

    @Test
    void offersNoHttp2WhereItIsToldNotTo() throws Exception {
        ScriptedServer.Script answer = connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        };
        List<String> offered = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = serving(connection -> {
                    ((SSLSocket) connection.socket()).setHandshakeApplicationProtocolSelector((socket, protocols) -> {
                        offered.addAll(protocols);
                        return protocols.contains("http/1.1") ? "http/1.1" : "";
                    });
                    answer.play(connection);
                });
                JdkChatTransport transport =
                        to(server, settings -> settings.httpVersion(HttpClient.Version.HTTP_1_1))) {
            assertThat(open(transport).readAll()).isEqualTo("hello");
            assertThat(offered).doesNotContain("h2");
        }
    }

    private static ScriptedServer serving(ScriptedServer.Script script) throws Exception {
        return new ScriptedServer(server.getServerSocketFactory(), script);
    }

    private static JdkChatTransport to(ScriptedServer server, UnaryOperator<JdkChatTransport.Builder> settings) {
        HttpClient trusting = HttpClient.newBuilder().sslContext(client).build();
        return settings.apply(JdkChatTransport.builder(server.baseUrl()).httpClient(trusting))
                .build();
    }
}
