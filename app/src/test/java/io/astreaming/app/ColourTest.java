package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands out on a terminal, and that nothing does elsewhere. */
@Timeout(60)
class ColourTest {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    @TempDir
    private Path folder;

    private static String coloured(String code, String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** A call, with a deviation: the type of the call is missing. */
    private Path call() throws IOException {
        return file("call.jsonl", """
                {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"weather","arguments":"{}"}}]}}]}
                {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}
                """);
    }

    @Test
    void chatDimsTheSummaryAndColoursCallsAndErrors() throws IOException {
        Path tools = file("tools.json", "[{\"name\":\"weather\"}]");
        Cli.Result answer;
        try (ReplayServer server = ReplayServer.serving(Recording.read(call())).start()) {
            answer = new Cli()
                    .onScreen()
                    .with("chat", "--base-url", server.baseUri().toString(), "--tools", tools.toString(), "coat?");
        }
        assertThat(answer.out())
                .contains(coloured("36", "{\"id\":\"call_1\",\"name\":\"weather\",\"arguments\":{}}") + "\n");
        assertThat(answer.err())
                .contains(coloured("2", "usage       not reported") + "\n")
                .contains(coloured("36", "tool call   weather({}), id call_1") + "\n");

        assertThat(new Cli()
                        .onScreen()
                        .with("chat", "--base-url", "ftp://nowhere", "hi")
                        .err())
                .startsWith("\u001b[31mastreaming: ")
                .endsWith("\u001b[0m\n");
    }

    @Test
    void theAnswerItselfHasNoColour() {
        try (ReplayServer server =
                ReplayServer.serving(Streams.whole("a\u001b[31mb")).start()) {
            Cli.Result answer = new Cli()
                    .onScreen()
                    .with("chat", "--base-url", server.baseUri().toString(), "hi");

            assertThat(answer.out()).isEqualTo("a␛[31mb\n");
        }
    }

    @Test
    void inspectColoursDeviationsAtTheirChunkAndInTheSummary() throws IOException {
        String out = new Cli().onScreen().with("inspect", "--chunks", Cli.SEED).out();

        assertThat(out)
                .contains(coloured("33", "      deviation: usage_with_choices") + "\n")
                .contains(coloured("33", "  deviations  usage_with_choices") + "\n")
                .contains("\n  outcome     completed\n");
    }

    @Test
    void benchColoursWhatDidNotComplete() {
        try (ReplayServer server = ReplayServer.serving(Recording.ofPayloads(List.of(Streams.text("Hello")), false))
                .start()) {
            String out = new Cli()
                    .onScreen()
                    .with(
                            "bench",
                            "--base-url",
                            server.baseUri().toString(),
                            "--model",
                            "m",
                            "--requests",
                            "1",
                            "--warmup",
                            "0",
                            "hi")
                    .out();

            assertThat(out)
                    .contains(coloured("33", "requests    1 sent: 1 truncated") + "\n")
                    .contains("\u001b[31merrors      ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"inspect --chunks " + Cli.SEED, "chat --base-url ftp://nowhere hi", "--help", "chat --help", ""})
    void nothingHasAColourIfTheUserObjectsOrNobodySeesIt(String command) {
        String[] args = command.isEmpty() ? new String[0] : command.split(" ");
        Cli.Result shown = new Cli().onScreen().with(args);
        assertThat(shown.out() + shown.err()).containsPattern(COLOUR);

        for (Cli cli : List.of(
                new Cli(),
                new Cli().onScreen().environment("NO_COLOR", "1"),
                new Cli().onScreen().environment("TERM", "dumb"))) {
            Cli.Result plain = cli.with(args);

            assertThat(plain.out() + plain.err()).isNotEmpty().doesNotContainPattern(COLOUR);
            assertThat(COLOUR.matcher(shown.out() + shown.err()).replaceAll("")).isEqualTo(plain.out() + plain.err());
        }
    }
}
