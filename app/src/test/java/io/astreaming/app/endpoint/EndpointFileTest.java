package io.astreaming.app.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EndpointFileTest {
    @TempDir
    private Path folder;

    @Test
    void namesEndpointModelKeyAndHeaders() throws IOException {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            write("local.base-url = " + server.baseUri() + "\nlocal.model = llama\nlocal.api-key-env = MY_KEY\n"
                    + "local.header.X-Team = blue\n");

            Cli.Result result = chat("-e", "local", "--header", "X-Run: 7", "hi");

            assertThat(result.code()).as(result.err()).isZero();
            ReceivedRequest sent = server.requests().get(0);
            assertThat(sent.text()).contains("\"model\":\"llama\"");
            assertThat(sent.headers().get("authorization")).containsExactly("Bearer sk-file");
            assertThat(sent.headers().get("x-team")).containsExactly("blue");
            assertThat(sent.headers().get("x-run")).containsExactly("7");
        }
    }

    @Test
    void letsOptionsComeFirst() throws IOException {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            write("far.base-url = http://127.0.0.1:9/v1\nfar.model = llama\nfar.header.X-Team = blue\n");

            Cli.Result result = chat(
                    "--endpoint",
                    "far",
                    "--base-url",
                    server.baseUri().toString(),
                    "-m",
                    "other",
                    "--header",
                    "x-team:red",
                    "hi");

            assertThat(result.code()).as(result.err()).isZero();
            assertThat(server.requests().get(0).text()).contains("\"model\":\"other\"");
            assertThat(server.requests().get(0).headers().get("x-team")).containsExactly("red");
        }
    }

    @Test
    void asksADeploymentOfAzure() throws IOException {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            String resource = server.baseUri().toString().replaceFirst("/v1$", "");

            Cli.Result result = new Cli()
                    .environment("AZURE_OPENAI_API_KEY", "azure-key-1")
                    .with("chat", "--base-url", resource, "--azure", "gpt", "--api-version", "2025-01-01", "hi");

            // This server has no such path unless it is told so, but it keeps what it was asked.
            assertThat(server.requests().get(0).uri())
                    .hasPath("/openai/deployments/gpt/chat/completions")
                    .hasQuery("api-version=2025-01-01");
            assertThat(server.requests().get(0).header("api-key")).isEqualTo("azure-key-1");
            assertThat(result.err()).doesNotContain("azure-key-1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.base-url = x    | b | no endpoint is named 'b'",
                "a.url = x         | a | which is none of NAME.base-url",
                "a.api-key = sk-1  | a | keys belong into the environment",
                "alone = x         | a | has the line",
                "a.protocol = soap | a | is no protocol",
                "a.base-url = ftp:/| a | http",
                "a.base-url = \\u12| a | can't read the endpoints in",
                "a.api-version = 1 | a | --api-version goes with --azure",
            })
    void saysWhatIsWrong(String line, String name, String problem) throws IOException {
        write(line + "\n");

        Cli.Result result = chat("-e", name, "hi");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(problem).doesNotContain("sk-1");
    }

    @Test
    void saysWhereTheFileWouldBe() {
        Cli.Result result = new Cli().environment("HOME", folder.toString()).with("chat", "-e", "a", "hi");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("there is no file of endpoints at "
                        + folder.resolve(".config").resolve("astreaming").resolve("endpoints.properties"));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("endpoints.properties"), text);
    }

    private Cli.Result chat(String... args) {
        List<String> all = new ArrayList<>(List.of("chat"));
        all.addAll(List.of(args));
        return new Cli()
                .environment(
                        "ASTREAMING_ENDPOINTS",
                        folder.resolve("endpoints.properties").toString())
                .environment("MY_KEY", "sk-file")
                .with(all.toArray(String[]::new));
    }
}
