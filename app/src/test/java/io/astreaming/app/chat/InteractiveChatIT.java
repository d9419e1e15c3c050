package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.NodeFolder;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Types at the executable jar through a terminal that util-linux's {@code script} makes; skipped where that isn't. */
@Timeout(120)
class InteractiveChatIT {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String UP = "\u001bOA";
    private static final long INTERRUPT = 1L << 1;

    @TempDir
    private Path folder;

    private Process process;
    private Path screen;

    @BeforeEach
    void needsATerminalThatCanBeInterrupted() throws Exception {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.exists(status), "skipped: there is no /proc");
        boolean deaf = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT) != 0);
        Assumptions.assumeFalse(deaf, "skipped: this build's processes ignore Ctrl-C");
        try {
            Process version = new ProcessBuilder("script", "--version").start();
            String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assumptions.assumeTrue(said.contains("util-linux"), "skipped: this is another script");
        } catch (IOException e) {
            Assumptions.abort("skipped: script isn't installed");
        }
    }

    @AfterEach
    void leavesNoProcessBehind() {
        if (process != null) {
            NodeFolder.end(process);
        }
    }

    @Test
    void ctrlCStopsTheAnswerAndArrowsBringTheQuestionBack() throws Exception {
        Semaphore permits = new Semaphore(1);
        try (ReplayServer slow = ReplayServer.serving(Streams.whole("first", "second"))
                .pace(Pace.permittedBy(permits))
                .start()) {
            Path session = folder.resolve("talk.json");
            start("chat", "--base-url", slow.baseUri().toString(), "--session", session.toString());
            Await.until(() -> shown().contains("> "));
            type("Hello! \\one?\r");
            Await.until(() -> shown().contains("first"));
            type(CTRL_C);
            Await.until(() -> shown().contains("cancelled") && shown().endsWith("> "));
            assertThat(Files.readString(session)).contains("\"first\"").doesNotContain("second");

            permits.release(100);
            type(UP + "!\r");
            Await.until(() -> shown().contains("completed") && shown().endsWith("> "));
            type(CTRL_D);

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(shown()).isZero();
            assertThat(shown()).contains("firstsecond", "session     2 turns");
            assertThat(slow.requests()).hasSize(2);
            assertThat(slow.requests().get(1).text())
                    .contains(
                            "[{\"role\":\"user\",\"content\":\"Hello! \\\\one?\"},",
                            "{\"role\":\"assistant\",\"content\":\"first\"},",
                            "{\"role\":\"user\",\"content\":\"Hello! \\\\one?!\"}]");
            assertThat(Files.readString(session)).contains("firstsecond");
        }
    }

    @Test
    void severalPastedLinesAreOneQuestion() throws Exception {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            start("chat", "--base-url", server.baseUri().toString(), "-i");
            Await.until(() -> shown().contains("> "));
            type("\u001b[200~one\rtwo\u001b[201~\r");
            Await.until(() -> shown().contains("completed") && shown().endsWith("> "));
            type("/quit\r");

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).text()).contains("\"content\":\"one\\ntwo\"");
        }
    }

    private void start(String... args) throws IOException {
        screen = Files.createTempFile(folder, "screen", "");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                "script",
                "--quiet",
                "--return",
                "--flush",
                "--command",
                "stty cols 100 rows 30; exec '" + java + "' -jar target/astreaming.jar '"
                        + String.join("' '", List.of(args)) + "'",
                "/dev/null");
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENAI_") || name.startsWith("JAVA_TOOL_"));
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        process = builder.redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
    }

    private void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** What was written to the screen, without what moves the cursor and sets colours. */
    private String shown() {
        try {
            return Files.readString(screen, StandardCharsets.UTF_8)
                    .replaceAll("\u001b\\[[0-9;?$]*[A-Za-z]|\u001b[=>]|\r", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
