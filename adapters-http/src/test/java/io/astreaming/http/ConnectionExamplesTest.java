package io.astreaming.http;

import static io.astreaming.http.BlockingExchange.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.ConnectionException;
import io.astreaming.port.ChatTransport;
import io.astreaming.settings.ApiKey;
import io.astreaming.testing.SelfSigned;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the guide, against real proxies and servers on loopback. */
@Timeout(120)
class ConnectionExamplesTest {
    private static final ApiKey KEY = ApiKey.of("sk-planted");
    private static final String CREDENTIALS = "Basic dXNlcjpwYXNzd29yZA==";

    @TempDir
    static Path folder;

    private static Path keyStore;

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeCertificate() throws Exception {
        keyStore = SelfSigned.keyStore(folder);
    }

    @Test
    void asksProviders() throws Exception {
        try (ScriptedServer server = plain()) {
            String root = server.baseUrl().replace("/v1", "");

            assertThat(answer(ConnectionExamples.openAi(server.baseUrl(), KEY))).isEqualTo("hello");
            assertThat(last())
                    .contains("Authorization: Bearer sk-planted", "OpenAI-Organization: org-", "OpenAI-Project: proj_");

            assertThat(answer(ConnectionExamples.azure(root, KEY))).isEqualTo("hello");
            assertThat(last())
                    .startsWith("POST /openai/deployments/my-gpt-4o/chat/completions?api-version=2024-10-21 ")
                    .contains("api-key: sk-planted")
                    .doesNotContain("Authorization");

            assertThat(answer(ConnectionExamples.azureV1(root, KEY))).isEqualTo("hello");
            assertThat(last()).startsWith("POST /openai/v1/chat/completions ").contains("api-key: sk-planted");

            assertThat(answer(ConnectionExamples.entraId(root, () -> KEY))).isEqualTo("hello");
            assertThat(last())
                    .startsWith("POST /openai/v1/chat/completions ")
                    .contains("Authorization: Bearer sk-planted");

            assertThat(answer(ConnectionExamples.openRouter(server.baseUrl(), KEY)))
                    .isEqualTo("hello");
            assertThat(last()).contains("HTTP-Referer: https://example.org", "X-Title: Example");

            assertThat(answer(ConnectionExamples.impatient(server.baseUrl(), KEY)))
                    .isEqualTo("hello");

            assertThat(answer(ConnectionExamples.withExecutor(server.baseUrl(), KEY, Runnable::run)))
                    .isEqualTo("hello");
        }
    }

    @Test
    void goesThroughAProxy() throws Exception {
        ScriptedProxy seen = new ScriptedProxy(null);
        try (ScriptedServer server = plain();
                ScriptedServer proxy = new ScriptedServer(seen)) {
            assertThat(answer(ConnectionExamples.throughProxy(server.baseUrl(), KEY, "127.0.0.1", proxy.port())))
                    .isEqualTo("hello");

            assertThat(seen.heads)
                    .singleElement()
                    .asString()
                    .startsWith("POST " + server.baseUrl() + "/chat/completions ");
            assertThat(last()).contains("Bearer sk-planted");
        }
    }

    @Test
    void goesThroughAProxyThatKnowsOnlyAnAuthenticator() throws Exception {
        ScriptedProxy seen = new ScriptedProxy(CREDENTIALS);
        try (ScriptedServer server = plain();
                ScriptedServer proxy = new ScriptedServer(seen)) {
            JdkChatTransport transport = JdkChatTransport.builder(server.baseUrl())
                    .header("api-key", KEY.reveal())
                    .httpClient(ConnectionExamples.withAuthenticator("127.0.0.1", proxy.port(), "user", "password"))
                    .build();

            assertThat(answer(transport)).isEqualTo("hello");

            assertThat(seen.heads).hasSize(2);
            assertThat(last()).contains("api-key: sk-planted");
        }
    }

    @Test
    void tellsTheProxyThePasswordAndTheServerTheKey() throws Exception {
        ScriptedProxy seen = new ScriptedProxy(CREDENTIALS);
        try (ScriptedServer server = secure();
                ScriptedServer proxy = new ScriptedServer(seen)) {
            assertThat(inAJavaThatTunnelsBasic(server.baseUrl(), proxy.port())).isEqualTo("200 hello");

            assertThat(seen.heads)
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT 127.0.0.1:" + server.port() + " ")
                    .doesNotContain("sk-planted");
            assertThat(last()).contains("Bearer sk-planted").doesNotContain("Proxy-Authorization");
        }
    }

    /** The JDK lets no Basic password through to a proxy that tunnels, unless it is told to. */
    @Test
    void isRefusedByTheProxyWhereJavaKeepsThePassword() throws Exception {
        ScriptedProxy seen = new ScriptedProxy(CREDENTIALS);
        try (ScriptedServer server = secure();
                ScriptedServer proxy = new ScriptedServer(seen)) {
            assertThat(TunnelThroughProxy.ask(server.baseUrl(), proxy.port(), keyStore))
                    .startsWith("407");

            assertThat(seen.heads).noneMatch(head -> head.contains("dXNlcjpwYXNzd29yZA"));
            assertThat(requests).isEmpty();
        }
    }

    @Test
    void trustsWhomItIsTold() throws Exception {
        SSLContext context = ConnectionExamples.trusting(keyStore, SelfSigned.PASSWORD.toCharArray());
        try (ScriptedServer server = secure()) {
            assertThat(answer(ConnectionExamples.withOwnTrust(server.baseUrl(), KEY, context)))
                    .isEqualTo("hello");

            JdkChatTransport strict = JdkChatTransport.to(server.baseUrl(), KEY);
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> answer(strict))
                    .withMessageContaining("no secure connection")
                    .withMessageContaining("certificate");
            assertThat(requests).hasSize(1);
        }
    }

    @Test
    void hasAConnectionForEachStreamWhereItIsToldTo() throws Exception {
        try (ScriptedServer server = plain()) {
            assertThat(answer(ConnectionExamples.aConnectionForEachStream(server.baseUrl(), KEY)))
                    .isEqualTo("hello");
        }
    }

    private ScriptedServer plain() throws Exception {
        return new ScriptedServer(ServerSocketFactory.getDefault(), this::sayHello);
    }

    private ScriptedServer secure() throws Exception {
        return new ScriptedServer(SelfSigned.server(keyStore).getServerSocketFactory(), this::sayHello);
    }

    private void sayHello(ScriptedServer.Connection connection) throws Exception {
        while (true) {
            requests.add(connection.readRequest());
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        }
    }

    private String last() {
        return requests.get(requests.size() - 1);
    }

    private static String answer(JdkChatTransport transport) throws Exception {
        try (transport) {
            BlockingExchange exchange = open(transport);
            exchange.head();
            return exchange.readAll();
        }
    }

    private static String inAJavaThatTunnelsBasic(String baseUrl, int proxyPort) throws Exception {
        String classPath = Stream.of(TunnelThroughProxy.class, JdkChatTransport.class, ChatTransport.class)
                .map(ConnectionExamplesTest::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Path out = folder.resolve("tunnel.txt");
        Process tunnel = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.http.auth.tunneling.disabledSchemes=",
                        "-cp",
                        classPath,
                        TunnelThroughProxy.class.getName(),
                        baseUrl,
                        String.valueOf(proxyPort),
                        keyStore.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(tunnel.waitFor(60, SECONDS)).isTrue();
        } finally {
            tunnel.destroyForcibly();
        }
        return Files.readString(out, UTF_8);
    }

    /** Where a class was loaded from: a folder, or a jar. */
    private static String place(Class<?> type) {
        String inside = type.getName().replace('.', '/') + ".class";
        String url = type.getResource("/" + inside).toString();
        String place = url.substring(0, url.length() - inside.length());
        return Path.of(URI.create(place.replaceAll("^jar:(.*)!/$", "$1"))).toString();
    }
}
