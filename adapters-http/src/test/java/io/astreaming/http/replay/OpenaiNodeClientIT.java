package io.astreaming.http.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets OpenAI's own client for node speak to a {@link ReplayServer}; skipped where it can't be installed. */
@Timeout(300)
class OpenaiNodeClientIT {
    private static final String VERSION = "6.49.0";
    private static final String SCRIPT = "openai-client.mjs";
    private static final Path FOLDER = Path.of("target", "openai-" + VERSION);

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(FOLDER);
        if (!Files.exists(FOLDER.resolve("installed"))) {
            // A package.json of its own keeps npm from looking for one further up.
            Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
            String failure = failureOf(
                    Duration.ofMinutes(2),
                    "npm install --no-audit --no-fund --no-save --ignore-scripts openai@" + VERSION);
            if (failure != null) {
                Assumptions.abort("skipped: OpenAI's client for node can't be installed: " + failure);
            }
            Files.createFile(FOLDER.resolve("installed"));
        }
        String failure = failureOf(Duration.ofSeconds(20), "node --version");
        if (failure != null) {
            Assumptions.abort("skipped: node doesn't run: " + failure);
        }
        Files.write(FOLDER.resolve(SCRIPT), Fixtures.resource(SCRIPT));
    }

    @Test
    void readsARecordingOfLlamaServer() throws Exception {
        try (ReplayServer server =
                ReplayServer.serving(Fixtures.recording("usage")).start()) {
            assertThat(ask(server, "usage"))
                    .isEqualTo(
                            "{\"models\":[\"usage\"],\"text\":\"lain polarSTRINGchev Bu cutting Ту erneutqa B Pub spher рай"
                                    + " Lyon dém elli Komm argued Сергcip deal zunächstptochev Mineiglia significa"
                                    + " Closeometimes志 такожudџCONFIGlegte locappyф Ernst already\","
                                    + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":40,\"total_tokens\":49}}");
            assertThat(server.requests().get(1).header("accept")).isEqualTo("application/json");
            assertThat(server.requests().get(1).text()).contains("\"stream\":true");
        }
    }

    @Test
    void readsTheSeed() throws Exception {
        try (ReplayServer server = ReplayServer.serving(Fixtures.recording("usage"), Fixtures.recording("seed"))
                .pace(Pace.every(Duration.ofMillis(5)))
                .start()) {
            assertThat(ask(server, "seed"))
                    .isEqualTo("{\"models\":[\"usage\",\"seed\"],"
                            + "\"text\":\"\\n  \\\"isNewTopic\\\": true,\\n  \\\"title\\\": \\\"Initial Greeting\\\"\\n}\","
                            + "\"usage\":{\"prompt_tokens\":117,\"completion_tokens\":25,\"total_tokens\":142}}");
        }
    }

    private static String ask(ReplayServer server, String model) throws Exception {
        Path output = Files.createTempFile(FOLDER, "answer", ".json");
        int exit = run(
                Duration.ofMinutes(1), output, "node", SCRIPT, server.baseUri().toString(), model);
        String answer = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(exit).as(answer).isZero();
        return answer;
    }

    /** Why a command fails, null if it doesn't. */
    private static String failureOf(Duration limit, String command) throws Exception {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        try {
            int exit = run(limit, output, command.split(" "));
            return exit == 0 ? null : "exit code " + exit + ": " + Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static int run(Duration limit, Path output, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
