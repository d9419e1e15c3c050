package io.astreaming.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the slowest streams that {@code bench --html} writes. */
@Timeout(60)
class BenchPageTest {
    private static final Duration PAUSE = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private static Reply answer(String first, String second) {
        return Reply.of(Recording.builder().text(first, second).build());
    }

    private Cli.Result bench(List<Reply> replies, String... options) {
        try (ReplayServer server = ReplayServer.answering(
                        replies.get(0), replies.subList(1, replies.size()).toArray(Reply[]::new))
                .start()) {
            List<String> args = new ArrayList<>(List.of("bench", "--base-url", server.baseUri() + "", "--warmup", "0"));
            args.addAll(List.of("--model", "m", "--requests", String.valueOf(replies.size()), "hi"));
            args.addAll(List.of(options));
            return Cli.run(args.toArray(String[]::new));
        }
    }

    @Test
    void showsTheStreamWithTheLatestFirstContentBesideTheOneThatTookLongest() throws IOException {
        Path page = folder.resolve("slow.html");
        List<Reply> replies = List.of(
                answer("quick", " one"),
                answer("late", " one").atStart().pause(PAUSE),
                answer("slow", " one").afterFrame(2).pause(PAUSE.multipliedBy(3)),
                answer("quick", " too"));

        Cli.Result result = bench(replies, "--html", page.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEqualTo("the slowest streams are in " + page + "\n");
        assertThat(page)
                .content()
                .startsWith("<!doctype html>")
                .contains("\"request-2-slowest-ttft.sse\"", "\"request-3-slowest-e2e.sse\"", "late", "slow")
                .doesNotContain("quick");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
    }

    @Test
    void showsAStreamThatNeverEnded() throws IOException {
        Path page = folder.resolve("slow.html");

        Cli.Result result = bench(
                List.of(answer("begun", " only").afterFrame(2).stall()), "--timeout", "0.3", "--html", page.toString());

        assertThat(result.code()).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(page)
                .content()
                .contains("request-1-slowest-ttft.sse", "begun")
                .doesNotContain("slowest-e2e");
    }

    @Test
    void saysThatThereIsNothingToShow() throws IOException {
        Path page = folder.resolve("slow.html");

        Cli.Result result = bench(List.of(Reply.status(503, "")), "--html", page.toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).isEqualTo("astreaming: no stream could be kept, so " + page + " is empty\n");
    }

    @Test
    void sendsNothingIfThePageCanNotBeWritten() {
        assertThat(bench(List.of(answer("a", "b")), "--html", "slow.sse").err())
                .isEqualTo("astreaming: --html needs the name of the page first, such as out.html\n");
        String nowhere = folder.resolve("nowhere/slow.html").toString();
        assertThat(bench(List.of(answer("a", "b")), "--html", nowhere))
                .isEqualTo(new Cli.Result(1, "", "astreaming: " + nowhere + ": no such file or directory\n"));
    }
}
