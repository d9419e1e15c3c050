package io.astreaming.app.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.astreaming.app.Cli;
import io.astreaming.app.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelsCommandTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat      | {\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}                   | GET /base/models Bearer k null null",
                "responses | {\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}                   | GET /base/models Bearer k null null",
                "messages  | {\"data\":[{\"id\":\"a\"},{\"type\":\"model\",\"id\":\"b\"}]}  | GET /base/models null k null",
                "gemini    | {\"models\":[{\"name\":\"models/a\"},{\"name\":\"b\"}]}      | GET /base/models null null k",
                "ollama    | {\"models\":[{\"name\":\"a\"},{\"name\":\"b\"}]}             | GET /base/api/tags Bearer k null null",
            })
    void listsTheModelsOfEachProtocol(String protocol, String body, String request) throws IOException {
        Cli.Result result = models(200, body, "--protocol", protocol);

        assertThat(result).isEqualTo(new Cli.Result(0, "a\nb\n", ""));
        assertThat(asked).containsExactly(request);
    }

    @Test
    void saysWhyItWasRefused() throws IOException {
        Cli.Result result = models(401, "{\"error\":{\"message\":\"no such key\"}}");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("401").contains("no such key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"data\":7}", "{\"data\":[7]}", "<html>", "{\"data\":[{\"id\":\"a\"}"})
    void saysThatThereIsNoList(String body) throws IOException {
        Cli.Result result = models(200, body);

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).startsWith("astreaming: the endpoint's list of models can't be read");
    }

    @Test
    void saysWhereNobodyAnswers() {
        assertThat(Cli.run("models", "--base-url", "http://127.0.0.1:1/v1"))
                .isEqualTo(new Cli.Result(
                        1,
                        "",
                        "astreaming: no answer from http://127.0.0.1:1/v1/models; check the base URL and the network, and"
                                + " whether the server is running\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8000/v1", "ftp://127.0.0.1/v1", "http://user:secret@127.0.0.1/v1", "http://a b"})
    void refusesAUrlLikeTheOtherCommands(String url) {
        Cli.Result result = Cli.run("models", "--base-url", url);

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("astreaming: the base URL ").doesNotContain("secret");
    }

    @Test
    void makesNamesSafeToPrint() throws IOException {
        assertThat(models(200, "{\"data\":[{\"id\":\"a\\u001b[31m\\nb\"}]}").out())
                .doesNotContain("\u001b")
                .hasLineCount(1);
    }

    private Cli.Result models(int status, String body, String... options) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("x-api-key") + " "
                    + exchange.getRequestHeaders().getFirst("x-goog-api-key"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            String[] args = new String[options.length + 5];
            args[0] = "models";
            args[1] = "--base-url";
            args[2] = "http://127.0.0.1:" + server.getAddress().getPort() + "/base/";
            args[3] = "--api-key-env";
            args[4] = "KEY";
            System.arraycopy(options, 0, args, 5, options.length);
            return new Cli().environment("KEY", "k").with(args);
        } finally {
            server.stop(0);
        }
    }
}
