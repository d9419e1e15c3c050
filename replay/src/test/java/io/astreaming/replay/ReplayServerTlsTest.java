package io.astreaming.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReplayServerTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Recording THREE = Recording.ofPayloads(List.of("1", "é", "3"), false);
    private static final Recording LARGE = Recording.ofPayloads(List.of("x".repeat(3 << 20)), true);

    private static SSLContext context;

    /** A key for this run alone; who trusts it, trusts nobody else. */
    @BeforeAll
    static void makeAKey(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void replaysOverTls(String protocol) throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE.named("three"), LARGE.named("large"))
                .tls(context)
                .start()) {
            assertThat(server.baseUri().getScheme()).isEqualTo("https");
            HttpClient client = client(protocol);
            for (int i = 0; i < 3; i++) {
                assertThat(ask(client, server, "{\"model\":\"three\",\"stream\":true}")
                                .body())
                        .isEqualTo("data: 1\n\ndata: é\n\ndata: 3\n\n");
                assertThat(ask(
                                        client,
                                        server,
                                        "{\"model\":\"large\",\"stream\":true" + " ".repeat((1 << 20) - 13) + "}")
                                .body())
                        .hasSize((3 << 20) + 8 + 14);
            }
            assertThat(server.requests().get(1).body()).hasSize((1 << 20) + 18);
        }
    }

    @Test
    void cutsResetsAndEndsWithTheConnection() throws Exception {
        try (ReplayServer server = ReplayServer.answering(
                        Reply.of(THREE).afterFrame(1).cut(),
                        Reply.of(THREE).afterFrame(1).reset(),
                        Reply.of(THREE).unchunked())
                .tls(context)
                .start()) {
            try (RawClient client = asking(server)) {
                client.head();
                assertThat(client.chunk()).isEqualTo("data: 1\n\n");
                assertThat(client.rest()).isEmpty();
            }
            try (RawClient client = asking(server)) {
                client.head();
                assertThat(client.chunk()).isEqualTo("data: 1\n\n");
                assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
            }
            try (RawClient client = asking(server)) {
                client.head();
                assertThat(client.text()).isEqualTo("data: 1\n\ndata: é\n\ndata: 3\n\n");
            }
        }
    }

    @Test
    void seesThatAClientWentAway() throws Exception {
        try (ReplayServer server = ReplayServer.answering(
                        Reply.of(THREE).afterFrame(1).stall())
                .tls(context)
                .start()) {
            try (RawClient client = asking(server)) {
                client.head();
                assertThat(client.chunk()).isEqualTo("data: 1\n\n");
                assertThat(server.openStreams()).isOne();
            }
            Await.until(() -> server.openStreams() == 0);
        }
    }

    @Test
    void tellsAClientWithoutTlsWhy() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).tls(context).start()) {
            try (RawClient client = RawClient.asking(server)) {
                byte alert = 21;
                assertThat(client.rest()).startsWith(alert);
            }
            assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), server, Calls.STREAM))
                    .isInstanceOf(IOException.class);
            assertThat(ask(client("TLSv1.3"), server, Calls.STREAM).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void needsAContextThatIsInitialised() throws Exception {
        SSLContext empty = SSLContext.getInstance("TLS");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayServer.serving(THREE).tls(empty));
    }

    private static HttpClient client(String protocol) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static HttpResponse<String> ask(HttpClient client, ReplayServer server, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUri() + "/chat/completions"))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static RawClient asking(ReplayServer server) throws IOException {
        Socket socket = context.getSocketFactory().createSocket("127.0.0.1", server.port());
        ((SSLSocket) socket).startHandshake();
        RawClient client = new RawClient(socket);
        client.ask();
        return client;
    }
}
