package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LostOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    static Stream<String> commands() {
        return Stream.of(
                "--help",
                "-V",
                "chat --help",
                "inspect " + Cli.SEED,
                "inspect --json " + Cli.SEED,
                "inspect nowhere " + Cli.SEED,
                "convert --to sse " + Cli.SEED + " -",
                "convert --to md " + Cli.SEED + " -",
                "demo");
    }

    @Test
    void aServerWhoseUrlIsLostEndsAndSaysWhy() {
        assertThat(run("No space left on device", "serve", "--port", "0", Cli.SEED))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("astreaming: the standard output can't be written: No space left on device\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void outputThatIsLostIsAFailureThatSaysWhy(String command) {
        assertThat(run("No space left on device", command.split(" "))).isEqualTo(1);
        assertThat(err())
                .endsWith("astreaming: the standard output can't be written: No space left on device\n")
                .containsOnlyOnce("standard output");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aReaderThatGoesAwayIsNone(String command) {
        assertThat(run("Broken pipe", command.split(" ")))
                .isEqualTo(command.contains("nowhere") ? 1 : command.equals("demo") ? 130 : 0);
        assertThat(err()).doesNotContain("standard output");
    }

    @Test
    void anAnswerThatIsLostIsAFailureAndIsntKept() throws IOException {
        Path session = folder.resolve("talk.json");
        for (String[] texts : new String[][] {{"short"}, {"a", "long", "er", "one"}}) {
            try (ReplayServer server =
                    ReplayServer.serving(Streams.whole(texts)).start()) {
                err.reset();
                String url = server.baseUri().toString();

                assertThat(run("No space left on device", "chat", "--session", session + "", "--base-url", url, "hi"))
                        .isEqualTo(1);
                assertThat(err())
                        .isEqualTo("astreaming: the standard output can't be written: No space left on device\n");
                assertThat(Files.exists(session)).isFalse();
            }
        }
    }

    @Test
    void aDialogueEndsWhenItsAnswersAreLost() throws IOException {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("Hello")).start()) {
            String url = server.baseUri().toString();

            assertThat(run("No space left on device", "chat", "-i", "--base-url", url, "hi"))
                    .isEqualTo(1);
            assertThat(err()).endsWith("No space left on device\n").containsOnlyOnce("standard output");
            assertThat(server.requests()).hasSize(1);
        }
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int run(String problem, String... args) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(problem);
            }
        };
        return Main.run(
                new Terminal(full, new PrintStream(err, true), InputStream.nullInputStream(), Map.of(), Set.of()),
                args);
    }
}
