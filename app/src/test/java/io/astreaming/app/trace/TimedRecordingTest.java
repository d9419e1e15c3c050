package io.astreaming.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.chat.ChatCommandTest;
import io.astreaming.replay.Frame;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code chat --record} writes. */
@Timeout(60)
class TimedRecordingTest {
    @TempDir
    private Path folder;

    @Test
    void keepsEveryEventWithTheTimeOfItsArrival() throws IOException {
        Recording sent = Recording.builder()
                .text("a")
                .comment("ping")
                .text("b")
                .usage(3, 2)
                .build();
        Path file = folder.resolve("answer.sse");

        Cli.Result result = record(sent, Pace.every(Duration.ofMillis(20)), file);

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("recording   " + file + "\n");
        List<Frame> kept = Recording.sse(file).frames();
        assertThat(kept.stream().map(Frame::text))
                .containsExactlyElementsOf(
                        sent.frames().stream().map(Frame::text).toList());
        assertThat(kept.stream().map(Frame::at).map(Objects::requireNonNull))
                .isSorted()
                .last()
                .satisfies(end -> assertThat(end).isGreaterThanOrEqualTo(Duration.ofMillis(80)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAnEarlierRecording() throws IOException {
        Path file = Files.writeString(folder.resolve("answer.sse"), "data: old\n\n".repeat(1_000));

        record(Streams.whole("new"), Pace.full(), file);

        assertThat(file).content().contains("new").doesNotContain("old");
    }

    @Test
    void liesBesideTheMarkdownOfATrace() throws IOException {
        ChatCommandTest.chat(Streams.whole("ok"), "--trace", folder.toString(), "hi");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".md")))
                    .singleElement()
                    .asString()
                    .matches("\\d{8}_\\d{6}_\\d{3}_\\d{3}_RESPONSE_STREAM\\.sse");
        }
    }

    @Test
    void wrongUsageSendsNothing() {
        String[] local = {"chat", "--base-url", "http://localhost:1/v1", "--record", folder + "/a.sse"};

        assertThat(Cli.run(plus(local, "--trace", folder.toString(), "hi")))
                .isEqualTo(new Cli.Result(2, "", "astreaming: --trace writes a recording, too: leave --record out\n"));
        assertThat(Cli.run(plus(local, "-i", "hi")))
                .isEqualTo(new Cli.Result(
                        2, "", "astreaming: --record keeps one answer: use --trace for a conversation\n"));
        assertThat(Cli.run("chat", "--base-url", "http://localhost:1/v1", "--record", folder.toString(), "hi"))
                .isEqualTo(new Cli.Result(2, "", "astreaming: can't record to " + folder + ": Is a directory\n"));
    }

    private static Cli.Result record(Recording sent, Pace pace, Path file) {
        try (ReplayServer server = ReplayServer.serving(sent).pace(pace).start()) {
            return Cli.run("chat", "--base-url", server.baseUri().toString(), "--record", file.toString(), "hi");
        }
    }

    private static String[] plus(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }
}
