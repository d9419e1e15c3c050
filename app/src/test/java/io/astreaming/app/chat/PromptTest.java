package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.astreaming.app.Cli;
import io.astreaming.app.Main;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.SmallHeap;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PromptTest {
    private String sent = "";

    @Test
    void whatIsPipedFollowsThePrompt() {
        chat(new Cli().input("diff --git\n+a\n"), "Write a commit message");

        assertThat(sent).contains("\"Write a commit message\\n\\ndiff --git\\n+a\"");
    }

    /** An image, for example, would cost a lot and say nothing. */
    @Test
    void aFileThatIsNoTextIsNotSent() {
        Cli.Result result = chat(new Cli().input("\u0089PNG\r\n\0\0\0\rIHDR"), "What is this?");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "astreaming: the standard input isn't text, but some other file; an image goes with --image\n");
        assertThat(sent).isEmpty();
    }

    @Test
    void aPromptAloneIsAPromptWhereNothingIsPiped() {
        for (String blank : new String[] {"", "\n \n"}) {
            assertThat(chat(new Cli().input(blank), "hi").code()).isZero();
            assertThat(sent).contains("\"hi\"");
        }
    }

    @Test
    void aScreenIsNotReadWhereThereIsAPrompt() {
        chat(new Cli().input("typed ahead").onScreen(), "hi");

        assertThat(sent).contains("\"hi\"").doesNotContain("typed");
    }

    @Test
    void linesOfADialogueAreNoPartOfItsFirstQuestion() {
        chat(new Cli().input("second\n"), "-i", "first");

        assertThat(sent).contains("\"first\"").doesNotContain("first\\n");
    }

    @Test
    void anInputThatIsSilentAndOpenHoldsNobodyUp() throws IOException {
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(silent)) {
            Cli.Result result = chat(new Cli().input(in), "hi");

            assertThat(result.code()).isZero();
            assertThat(sent).contains("\"hi\"");
            assertThat(result.err())
                    .startsWith("astreaming: note: nothing arrived on standard input, and it isn't closed;")
                    .contains("'-' after the prompt", "'< /dev/null'");
        }
    }

    @Test
    void aDashAfterThePromptWaitsForTheInput() throws Exception {
        try (PipedOutputStream slow = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(slow)) {
            CompletableFuture<Cli.Result> asked =
                    CompletableFuture.supplyAsync(() -> chat(new Cli().input(in), "sum up", "-"));
            assertThat(asked)
                    .as("longer than the three seconds of a prompt without it")
                    .failsWithin(4, TimeUnit.SECONDS)
                    .withThrowableOfType(TimeoutException.class);
            slow.write("late".getBytes(StandardCharsets.UTF_8));
            slow.close();

            assertThat(asked.get(30, TimeUnit.SECONDS).err()).doesNotContain("note:");
            assertThat(sent).contains("\"sum up\\n\\nlate\"");
        }
    }

    @Test
    void anInputThatTheShellClosedSaysNothing() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "only /proc tells what the standard input is");
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            Process chat = new ProcessBuilder(
                            "sh",
                            "-c",
                            "exec \"$@\" <&-",
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            SmallHeap.everything(),
                            Main.class.getName(),
                            "chat",
                            "--base-url",
                            server.baseUri().toString(),
                            "hi")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(chat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(chat.waitFor()).as(said).isZero();
            assertThat(server.requests().get(0).text()).contains("\"hi\"");
        }
    }

    @Test
    void optionsThatSayNothingSensibleAreWrongUsage() {
        assertThat(chat(new Cli(), "--image-detail", "bogus", "hi"))
                .isEqualTo(misused("--image-detail is low, high or auto"));
        assertThat(chat(new Cli(), "--image-detail", "low", "hi"))
                .isEqualTo(misused("--image-detail needs --image: the image to look at"));
        assertThat(chat(new Cli(), "--result", "c1=2", "hi"))
                .isEqualTo(misused("--result needs --session: the conversation in which the call was made"));
        assertThat(chat(new Cli(), "say", "hello"))
                .isEqualTo(misused("there are too many arguments; quote those that hold spaces"));
        assertThat(sent).isEmpty();
    }

    @Test
    void theSummaryHasALineOfItsOwnWhereItFollowsTheAnswer() {
        Cli.Result piped = chat(new Cli(), "hi");
        assertThat(piped.out()).isEqualTo("ok");
        assertThat(piped.err()).startsWith("\noutcome     completed");

        Cli.Result shown = chat(new Cli().onScreen().environment("NO_COLOR", "1"), "hi");
        assertThat(shown.out()).isEqualTo("ok\n");
        assertThat(shown.err()).startsWith("outcome     completed");
    }

    private Cli.Result chat(Cli cli, String... args) {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            Stream<String> first =
                    Stream.of("chat", "--base-url", server.baseUri().toString());
            Cli.Result result =
                    cli.with(Stream.concat(first, Arrays.stream(args)).toArray(String[]::new));
            sent = server.requests().isEmpty() ? "" : server.requests().get(0).text();
            return result;
        }
    }

    private static Cli.Result misused(String problem) {
        return new Cli.Result(2, "", "astreaming: " + problem + "\n");
    }
}
