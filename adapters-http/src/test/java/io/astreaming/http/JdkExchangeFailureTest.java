package io.astreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.settings.ApiKey;
import io.astreaming.testing.SelfSigned;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an exchange ends when the other side wants it to; no failure may show the key. */
@Timeout(60)
class JdkExchangeFailureTest {
    private static final String KEY = "sk-verysecret";

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failureOf("http://127.0.0.1:" + port + "/v1?key=" + KEY))
                .hasMessage(
                        "can't connect to http://127.0.0.1:" + port + "/v1: connection refused; is the server running?")
                .returns(Phase.CONNECT, ConnectionException::phase);
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(failureOf("http://nobody.invalid/v1"))
                .hasMessageContaining("http://nobody.invalid/v1: no such host")
                .returns(Phase.CONNECT, ConnectionException::phase);
    }

    @Test
    void saysThatTheConnectionTookTooLong() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                JdkChatTransport transport = JdkChatTransport.builder("http://127.0.0.1:" + full.getLocalPort())
                        .connectTimeout(Duration.ofMillis(250))
                        .build()) {
            fill(full, queue);

            assertThatExceptionOfType(StreamTimeoutException.class)
                    .isThrownBy(() -> BlockingExchange.open(transport).head())
                    .returns(StreamTimeoutException.Phase.CONNECT, StreamTimeoutException::phase)
                    .returns(Duration.ofMillis(250), StreamTimeoutException::allowed);
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void saysThatTheServerClosedWithoutAResponse() throws Exception {
        assertThat(failureOf(ScriptedServer.Connection::readRequest))
                .hasMessageContaining("before there was a response")
                .returns(Phase.HEADERS, ConnectionException::phase);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage sk-verysecret\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 sk-verysecret"
            })
    void saysThatTheResponseIsGarbage(String response) throws Exception {
        assertThat(failureOf(connection -> {
                    connection.readRequest();
                    connection.write(response);
                }))
                .hasMessageContaining("http://127.0.0.1:")
                .returns(Phase.HEADERS, ConnectionException::phase);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
                "Transfer-Encoding: chunked\r\n\r\nsk-verysecret\r\n",
                "Content-Length: 10\r\n\r\nabcde",
                "Content-Length: sk-verysecret\r\n\r\nabcde"
            })
    void saysThatTheBodyWasCut(String response) throws Exception {
        assertThat(failureOf(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\n" + response);
                }))
                .hasMessageContaining("in the middle of the response")
                .returns(Phase.BODY, ConnectionException::phase);
    }

    @Test
    void bringsWhatCameBeforeTheCut() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.readRequest();
                    connection.write(ScriptedServer.EVENT_STREAM);
                    connection.writeChunk("data: 1\n\n");
                });
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            var exchange = BlockingExchange.open(transport);
            exchange.head();

            assertThat(exchange.readText()).isEqualTo("data: 1\n\n");
            assertThatExceptionOfType(ConnectionException.class).isThrownBy(exchange::read);
            assertThatExceptionOfType(ConnectionException.class).isThrownBy(exchange::read);
        }
    }

    @Test
    void saysThatThePortSpeaksNoTls() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.write("HTTP/1.1 400 No\r\n\r\n");
            connection.awaitClose();
        })) {
            assertThat(failureOf(server.baseUrl().replace("http:", "https:")))
                    .hasMessageContaining("no secure connection to https://127.0.0.1:")
                    .hasMessageContaining("the port answers without TLS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ip:127.0.0.1, doesn't trust the authority that signed",
        "dns:example.org, certificate is for another host"
    })
    void saysWhatIsWrongWithACertificate(String names, String problem, @TempDir Path folder) throws Exception {
        Path keyStore = SelfSigned.keyStore(folder, names);
        boolean trusted = !problem.contains("trust");
        try (ScriptedServer server = new ScriptedServer(
                        SelfSigned.server(keyStore).getServerSocketFactory(), ScriptedServer.Connection::readRequest);
                JdkChatTransport transport =
                        trusted ? trusting(server, keyStore) : JdkChatTransport.to(server.baseUrl())) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> BlockingExchange.open(transport).head())
                    .withMessageContaining("no secure connection to https://127.0.0.1:")
                    .withMessageContaining(problem)
                    .returns(Phase.CONNECT, ConnectionException::phase);
        }
    }

    /** A certificate that is trusted by itself may be as old as it likes, so no server of ours can show this. */
    @Test
    void saysThatACertificateIsOutOfDate() {
        SSLException thrown = new SSLHandshakeException("PKIX path validation failed");
        thrown.initCause(new CertPathValidatorException("validity check failed", new CertificateExpiredException()));

        assertThat(new ExceptionMapper(Endpoint.of("https://host/v1"), Duration.ofSeconds(1)).describe(thrown, false))
                .hasMessageContaining("no secure connection to https://host/v1: ")
                .hasMessageContaining("isn't valid today");
    }

    @Test
    void saysThatTheServerBrokeOffTheHandshake() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {})) {
            assertThat(failureOf(server.baseUrl().replace("http:", "https:")))
                    .hasMessageMatching(".*(broke off the TLS handshake|broke before there was a response).*");
        }
    }

    private static JdkChatTransport trusting(ScriptedServer server, Path keyStore) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(ConnectionExamples.trusting(keyStore, SelfSigned.PASSWORD.toCharArray()))
                .build();
        return JdkChatTransport.builder(server.baseUrl()).httpClient(client).build();
    }

    private static ConnectionException failureOf(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return failureOf(server.baseUrl());
        }
    }

    private static ConnectionException failureOf(String baseUrl) {
        try (JdkChatTransport transport = JdkChatTransport.builder(baseUrl)
                .apiKey(ApiKey.of(KEY))
                .header("x-secret", KEY)
                .build()) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> {
                BlockingExchange exchange = BlockingExchange.open(transport);
                exchange.head();
                exchange.readAll();
            });
            StringWriter shown = new StringWriter();
            failure.printStackTrace(new PrintWriter(shown));
            assertThat(shown.toString()).doesNotContain(KEY).contains("ConnectionException");
            return failure;
        }
    }

    /** Fills a listener's queue until it takes no more; where the system does otherwise there is nothing to test. */
    private static void fill(ServerSocket full, List<Socket> queue) throws Exception {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        Assumptions.abort("this system's listeners take more connections than they were told");
    }
}
