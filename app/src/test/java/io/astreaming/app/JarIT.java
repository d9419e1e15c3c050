package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the executable jar as people do. */
@Timeout(120)
class JarIT {
    private static final int INTERRUPT = 2;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    /** A process and the files that take what it writes. */
    private record Run(Process process, Path outFile, Path errFile) {
        int code() throws InterruptedException {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        String out() {
            return read(outFile);
        }

        String err() {
            return read(errFile);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterEach
    void leavesNoProcessBehind() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void helpAndVersion() throws Exception {
        Run help = start("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: astreaming [-hV] COMMAND\n");

        Run version = start("--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).matches("astreaming \\d\\S+\nJava \\S+\n");
    }

    @Test
    void theDemoShowsTheAnswerAndEnds() throws Exception {
        Run demo = start("demo");

        assertThat(demo.code()).isZero();
        assertThat(demo.err()).isEmpty();
        assertThat(demo.out())
                .contains("\n\n{\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}\n\n")
                .contains("outcome     completed, finish reason stop\n", "trace       equals the recording");
        assertThat(folder)
                .isDirectoryNotContaining(each -> each.getFileName().toString().startsWith("astreaming-"));
    }

    @Test
    void oneProcessServesAndAnotherAsks() throws Exception {
        Run server = start("serve", "--port", "0", Cli.SEED);
        Await.until(() -> server.out().endsWith("/v1\n"));
        Path traces = folder.resolve("traces");

        Run chat =
                start("chat", "--base-url", server.out().strip(), "--prefill", "{", "--trace", traces.toString(), "hi");

        assertThat(chat.code()).isZero();
        assertThat(chat.out()).isEqualTo("{\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}");
        try (var files = Files.list(traces)) {
            assertThat(files.filter(file -> file.toString().endsWith("_RESPONSE_STREAM.md")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasSameBinaryContentAs(Cli.seed()));
        }
        interrupt(server);
        assertThat(server.code()).isEqualTo(130);
    }

    @Test
    void anInterruptCancelsAndTheSummaryStillComes() throws Exception {
        try (ReplayServer slow = slow(new Semaphore(1))) {
            Run chat = start("chat", "--base-url", slow.baseUri().toString(), "hi");
            Await.until(() -> chat.out().equals("first"));

            interrupt(chat);

            assertThat(chat.code()).isEqualTo(130);
            assertThat(chat.out()).isEqualTo("first");
            assertThat(chat.err()).startsWith("\noutcome     cancelled").contains("deviations");
        }
    }

    @Test
    void itStopsWhenNobodyReadsItsOutput() throws Exception {
        Semaphore permits = new Semaphore(1);
        try (ReplayServer slow = slow(permits)) {
            ProcessBuilder command =
                    command("chat", "--base-url", slow.baseUri().toString(), "hi");
            Process chat =
                    command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            processes.add(chat);
            assertThat(chat.getInputStream().readNBytes(5)).isEqualTo("first".getBytes(StandardCharsets.UTF_8));
            chat.getInputStream().close();

            permits.release(1);

            assertThat(chat.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(chat.exitValue()).isEqualTo(130);
        }
    }

    @Test
    void whatIsPipedFollowsThePromptAndSilenceHoldsNobodyUp() throws Exception {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            String url = server.baseUri().toString();
            for (String piped : new String[] {"a diff\n", null}) {
                Process chat = command("chat", "--base-url", url, "Say what it is")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                processes.add(chat);
                if (piped != null) {
                    chat.getOutputStream().write(piped.getBytes(StandardCharsets.UTF_8));
                    chat.getOutputStream().close();
                }
                assertThat(chat.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(chat.exitValue()).isZero();
            }
            assertThat(server.requests().get(0).text()).contains("\"Say what it is\\n\\na diff\"");
            assertThat(server.requests().get(1).text()).contains("\"Say what it is\"");
        }
    }

    @Test
    void aSessionThatCanNotBeWrittenWholeIsInNobodysWay() throws Exception {
        Path session = folder.resolve("talk.json");
        String prompt = "long ".repeat(2_000);
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            String[] args = {"chat", "--base-url", server.baseUri().toString(), "--session", session.toString(), prompt
            };
            List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 4; exec \"$@\"", "sh"));
            limited.addAll(command(args).command());
            limited.add(limited.indexOf("-jar"), "-XX:-UsePerfData");
            Path err = folder.resolve("err");
            Process small = new ProcessBuilder(limited)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile())
                    .start();
            processes.add(small);

            assertThat(small.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(small.exitValue()).isEqualTo(1);
            assertThat(err).content().endsWith("File too large\n");
            assertThat(folder).isDirectoryNotContaining(each -> each.toString().contains("talk"));

            assertThat(start(args).code()).isZero();
            assertThat(session).content().contains("\"ok\"");
        }
    }

    @Test
    void aFullDiskIsAFailureThatSaysWhy() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        try (ReplayServer server =
                ReplayServer.serving(Streams.whole("Hello", " you")).start()) {
            List<String[]> commands = List.of(
                    new String[] {"--help"},
                    new String[] {"-V"},
                    new String[] {"inspect", Cli.SEED},
                    new String[] {"inspect", "--json", Cli.SEED},
                    new String[] {"convert", "--to", "sse", Cli.SEED, "-"},
                    new String[] {"chat", "--base-url", server.baseUri().toString(), "hi"});
            for (String[] args : commands) {
                Run run = start(full, args);

                assertThat(run.code()).as(args[0]).isEqualTo(1);
                assertThat(run.err())
                        .isEqualTo("astreaming: the standard output can't be written: No space left on device\n");
            }
        }
    }

    @Test
    void textIsUtf8WhateverTheLocale() throws Exception {
        Recording emoji = Recording.ofPayloads(
                List.of(
                        Streams.chunk("{\"content\":\"\\ud83d\"}", "null"),
                        Streams.chunk("{\"content\":\"\\ude00é\"}", "null"),
                        Streams.stop()),
                true);
        try (ReplayServer server = ReplayServer.serving(emoji).start()) {
            Run chat = start("chat", "--base-url", server.baseUri().toString(), "hi");

            assertThat(chat.code()).isZero();
            assertThat(chat.out()).isEqualTo("😀é");
        }
    }

    private static ReplayServer slow(Semaphore permits) {
        return ReplayServer.serving(Streams.whole("first", "second", "third", "fourth"))
                .pace(Pace.permittedBy(permits))
                .start();
    }

    private Run start(String... args) throws IOException {
        return start(Files.createTempFile(folder, "out", ""), args);
    }

    private Run start(Path out, String... args) throws IOException {
        Path err = Files.createTempFile(folder, "err", "");
        Process process = command(args)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        processes.add(process);
        return new Run(process, out, err);
    }

    private ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-jar");
        command.add("target/astreaming.jar");
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENAI_") || name.startsWith("JAVA_TOOL_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Ctrl-C. A shell that runs the build in the background may have made all its processes deaf to it. */
    private static void interrupt(Run run) throws Exception {
        Path status = Path.of("/proc/" + run.process().pid() + "/status");
        if (Files.exists(status)) {
            String ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring(7).strip())
                    .findFirst()
                    .orElse("0");
            if ((Long.parseUnsignedLong(ignored, 16) >> (INTERRUPT - 1) & 1) == 1) {
                Assumptions.abort("this build's processes ignore Ctrl-C");
            }
        }
        Process kill =
                new ProcessBuilder("kill", "-INT", String.valueOf(run.process().pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
