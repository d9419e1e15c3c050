package io.astreaming.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code serve} logs of its requests, over real sockets. */
@Timeout(60)
class RequestLogTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z ";
    private static final String BODY =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"the prompt\"}]}";

    private final Cli server = new Cli();

    private List<String> lines(int count) throws Exception {
        Await.until(() -> server.errSoFar().lines().count() == count);
        return server.errSoFar().lines().toList();
    }

    private static int post(String baseUrl, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "Bearer sk-of-the-client")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body()
                .length();
    }

    /** Sends raw bytes, and returns when the server has closed the connection. */
    private static void send(String baseUrl, String head) throws Exception {
        URI uri = URI.create(baseUrl);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            in.readAllBytes();
        }
    }

    @Test
    void aRecordingThatWasServedIsNamedWithItsBytes() throws Exception {
        Serving.whileLogging(
                server,
                url -> {
                    int bytes = post(url, "/chat/completions?api-key=of-the-query");
                    post(url, "/nowhere");

                    List<String> lines = lines(2);
                    assertThat(lines.get(0))
                            .matches(TIME + "POST /v1/chat/completions 200 seed " + bytes + " bytes \\d+ ms");
                    assertThat(lines.get(1)).matches(TIME + "POST /v1/nowhere 404 - \\d+ bytes \\d+ ms");
                    return null;
                },
                Cli.SEED);
        assertThat(server.errSoFar()).doesNotContain("sk-of", "of-the-query", "prompt");
    }

    @Test
    void aResponseThatWasCutSaysSo() throws Exception {
        Serving.whileLogging(
                server,
                url -> {
                    send(url, "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0");
                    try (Socket leaves = new Socket("127.0.0.1", URI.create(url).getPort())) {
                        String request = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                + BODY.length() + "\r\n\r\n" + BODY;
                        leaves.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                        assertThat(leaves.getInputStream().read()).isPositive();
                    }
                    List<String> lines = lines(2);
                    assertThat(lines.get(0)).contains(" 400 - ").endsWith(" ms");
                    assertThat(lines.get(1))
                            .matches(TIME + "POST /v1/chat/completions 200 seed \\d+ bytes \\d+ ms cut");
                    return null;
                },
                "--stall-after",
                "2",
                Cli.SEED);
    }

    @Test
    void aHostilePathCanNeitherEndTheLineNorControlTheTerminal() throws Exception {
        Serving.whileLogging(
                server,
                url -> {
                    send(url, "GET /a%0a2026-01-01%1b[2J HTTP/1.1\r\nHost: localhost");
                    send(url, "GET /a%0ab%1bc HTTP/1.1\r\nHost: localhost");
                    send(url, "GET /\u001b[2J\u009b HTTP/1.1\r\nHost: localhost");
                    send(url, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost");

                    List<String> lines = lines(4);
                    assertThat(lines.get(0)).matches(TIME + "- - 400 - \\d+ bytes \\d+ ms");
                    assertThat(lines.get(1)).matches(TIME + "GET /a%0ab%1bc 404 - \\d+ bytes \\d+ ms");
                    assertThat(lines.get(2)).matches(TIME + "- - 400 - \\d+ bytes \\d+ ms");
                    assertThat(lines.get(3)).hasSizeLessThan(300);
                    return null;
                },
                Cli.SEED);
    }

    @Test
    void aGatewayLogsWhatItPassesOnAndWhatItRefuses() throws Exception {
        try (ReplayServer provider =
                ReplayServer.serving(Streams.whole("Hello")).start()) {
            server.environment("OPENAI_API_KEY", "sk-of-the-gateway");
            Serving.whileLogging(
                    server,
                    url -> {
                        int bytes = post(url, "/chat/completions?api-key=of-the-query");
                        send(url, "GET /a%1bb\u00ad HTTP/1.1\r\nHost: evil.example");

                        List<String> lines = lines(2);
                        assertThat(lines.get(0))
                                .matches(TIME + "POST /v1/chat/completions 200 - " + bytes + " bytes \\d+ ms");
                        assertThat(lines.get(1)).matches(TIME + "GET /a%1bb\\S* 421 - \\d+ bytes \\d+ ms");
                        return null;
                    },
                    "--upstream",
                    provider.baseUri().toString());
        }
        assertThat(server.errSoFar())
                .doesNotContain("sk-of", "of-the-query", "prompt", "evil")
                .matches("[ -~\n]*");
    }
}
