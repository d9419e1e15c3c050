package io.astreaming.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.app.Cli;
import io.astreaming.app.chat.ChatCommandTest;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.Payload;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TraceFilesTest {
    private static final Instant THEN = Instant.parse("2025-10-05T14:06:42.180342Z");
    private static final String STAMP = "20251005_140642_180_342";

    @TempDir
    private Path folder;

    private final ChatTransport transport = JdkChatTransport.to("http://localhost:1");
    private final List<String> warnings = new ArrayList<>();

    @Test
    void theTraceOfAReplayEqualsTheRecordingByteForByte() throws Exception {
        Path sse = folder.resolve("seed.sse");
        assertThat(Cli.run("convert", Cli.SEED, sse.toString()).code()).isZero();
        Path traces = folder.resolve("traces");

        Cli.Result result = ChatCommandTest.chat(
                Recording.sse(sse), "--trace", traces.toString(), "--prefill", "{", "what is \"up\"?");

        assertThat(result.code()).isZero();
        assertThat(named(traces, "_RESPONSE_STREAM.md")).hasSameBinaryContentAs(Cli.seed());
        assertThat(named(traces, "_RESPONSE_TEXT.md"))
                .hasContent("\n  \"isNewTopic\": true,\n  \"title\": \"Initial Greeting\"\n}");
        assertThat(Files.readString(named(traces, "_REQUEST.md")))
                .startsWith("# ASTREAMING\n\n## Request Messages\n```json\n[\n  {\n")
                .contains("\"what is \\\"up\\\"?\"", "## Request Params", "\"stream\": true")
                .doesNotContain("\"messages\"");
        assertThat(result.err()).contains("trace       " + named(traces, "_RESPONSE_STREAM.md") + "\n");
    }

    @Test
    void filesAndNewFoldersAreTheOwnersAlone() throws Exception {
        Path traces = folder.resolve("a/b");

        ChatCommandTest.chat(Streams.whole("ok"), "--trace", traces.toString(), "hi");

        try (Stream<Path> files = Files.list(traces)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
        assertThat(permissions(traces)).isEqualTo("rwx------");
        assertThat(permissions(traces.getParent())).isEqualTo("rwx------");
    }

    @Test
    void theKeyStaysOutOfTheTrace() throws Exception {
        try (ReplayServer server = ReplayServer.serving(Streams.whole("ok")).start()) {
            new Cli()
                    .environment("OPENAI_API_KEY", "sk-secret")
                    .with("chat", "--base-url", server.baseUri().toString(), "--trace", folder.toString(), "hi");
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("sk-secret"));
        }
    }

    @Test
    void theKeyStaysOutInWhateverFormItComes() throws Exception {
        String key = "sk-proj-0123/456789=";
        List<String> payloads = new ArrayList<>();
        payloads.add(Streams.text("whole " + key + ", "));
        payloads.add(Streams.text("escaped " + key).replace("/", "\\/").replace("=", "\\u003d"));
        for (String piece :
                (", in pieces sk|-proj-0123/4|567|89=| and sk|-proj-|0|1|2|3|/|4|5|6|7|8|9|=| end").split("\\|")) {
            payloads.add(Streams.text(piece));
            // Another choice in between, whose index comes after its text.
            payloads.add("{\"choices\":[{\"delta\":{\"content\":\"sk-\"},\"index\":1}]}");
        }
        payloads.add(Streams.stop());
        Cli.Result result;
        try (ReplayServer server =
                ReplayServer.serving(Recording.ofPayloads(payloads, true)).start()) {
            result = new Cli()
                    .environment("OPENAI_API_KEY", key)
                    .with(
                            "chat",
                            "--base-url",
                            server.baseUri().toString(),
                            "--trace",
                            folder.toString(),
                            "is " + key + " fine?");
        }

        assertThat(result.code()).isZero();
        String text = contentOf("_RESPONSE_TEXT.md");
        assertThat(text).isEqualTo("whole [redacted], escaped [redacted], in pieces sk[redacted] and sk[redacted] end");
        assertThat(contentOf("_REQUEST.md")).contains("is [redacted] fine?").doesNotContain(key);
        String stream = contentOf("_RESPONSE_STREAM.md");
        Matcher contents = Pattern.compile("\"content\": \"(.*)\"").matcher(stream);
        StringBuilder pieces = new StringBuilder();
        while (contents.find()) {
            pieces.append(contents.group(1).equals("sk-") ? "" : contents.group(1));
        }
        assertThat(pieces).hasToString(text);
        for (String file : List.of(text, stream, contentOf("_REQUEST.md"))) {
            assertThat(file.replace("\\", "").replace("u003d", "="))
                    .doesNotContain(key, key.substring(0, 9), key.substring(8));
        }
    }

    @Test
    void theKeyStaysOutWhereItIsEscapedAndSplit() throws Exception {
        String key = "sk-proj-0123/456789=";
        String arguments = "{\"key\": \"" + key.replace("/", "\\/").replace("=", "\\u003D") + "\"}";
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < arguments.length(); i += 3) {
            String piece = arguments.substring(i, Math.min(i + 3, arguments.length()));
            payloads.add(
                    "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{"
                            + "\"name\":\"f\",\"arguments\":" + JsonText.ofString(piece) + "}}]}}]}");
        }
        payloads.add(Streams.stop());
        try (ReplayServer server =
                ReplayServer.serving(Recording.ofPayloads(payloads, true)).start()) {
            new Cli()
                    .environment("OPENAI_API_KEY", key)
                    .with("chat", "--base-url", server.baseUri().toString(), "--trace", folder.toString(), "hi");
        }

        StringBuilder traced = new StringBuilder();
        Pattern.compile("\"arguments\": \"(.*)\"")
                .matcher(contentOf("_RESPONSE_STREAM.md"))
                .results()
                .forEach(piece -> traced.append(piece.group(1).replace("\\\"", "\"")));
        assertThat(traced).hasToString("{\"key\": \"sk-pro[redacted]\"}");
    }

    @Test
    void whatHasArrivedIsInTheFileWhileTheStreamStillRuns() throws Exception {
        Semaphore permits = new Semaphore(1);
        try (ReplayServer server = ReplayServer.serving(Streams.whole("first", "second"))
                .pace(Pace.permittedBy(permits))
                .start()) {
            CompletableFuture<Cli.Result> result = CompletableFuture.supplyAsync(() ->
                    Cli.run("chat", "--base-url", server.baseUri().toString(), "--trace", folder.toString(), "hi"));
            Await.until(() -> contentOf("_RESPONSE_TEXT.md").equals("first"));
            assertThat(contentOf("_RESPONSE_STREAM.md"))
                    .contains("\"first\"")
                    .endsWith("```\n")
                    .doesNotContain("second");
            assertThat(contentOf("_REQUEST.md")).contains("\"hi\"");
            permits.release(9);

            assertThat(result.get(20, TimeUnit.SECONDS).code()).isZero();
            assertThat(contentOf("_RESPONSE_TEXT.md")).isEqualTo("firstsecond");
        }
    }

    @Test
    void aTraceNeverGrowsBeyondItsCapAndSaysSoOnce() throws IOException {
        try (TraceFiles trace = TraceFiles.begin(folder, transport, THEN, 300, warnings::add)) {
            for (int i = 0; i < 9; i++) {
                trace.received(Payload.of("{\"a\":\"some text of some length\"}"), 0);
            }
        }

        String kept = contentOf("_RESPONSE_STREAM.md");
        assertThat(kept.length()).isBetween(100, 300);
        assertThat(kept).endsWith("```\n");
        assertThat(warnings).hasSize(1).allMatch(line -> line.contains("has reached its limit"));
    }

    @Test
    void whatCanNotBeWrittenIsToldOnceAndHurtsNobody() throws IOException {
        Files.createDirectory(folder.resolve(STAMP + "_RESPONSE_STREAM.md"));
        try (TraceFiles trace = TraceFiles.begin(folder, transport, THEN, TraceFiles.CAP, warnings::add)) {
            trace.received(Payload.of("{}"), 0);
            trace.received(Payload.of("{}"), 0);
            trace.text("still written");
        }

        assertThat(warnings).hasSize(1).allMatch(line -> line.startsWith("the trace can't be continued: "));
        assertThat(contentOf("_RESPONSE_TEXT.md")).isEqualTo("still written");
    }

    @Test
    void tracesOfTheSameMomentDoNotMeet() throws IOException {
        try (TraceFiles first = TraceFiles.begin(folder, transport, THEN, TraceFiles.CAP, warnings::add);
                TraceFiles second = TraceFiles.begin(folder, transport, THEN, TraceFiles.CAP, warnings::add)) {
            assertThat(first.paths()).containsExactly(folder.resolve(STAMP + "_REQUEST.md"));
            assertThat(second.paths()).containsExactly(folder.resolve("20251005_140642_180_343_REQUEST.md"));
        }
    }

    @Test
    void aFolderThatCanNotBeMadeIsAnError() {
        assertThatThrownBy(
                        () -> TraceFiles.begin(Cli.seed().resolve("x"), transport, THEN, TraceFiles.CAP, warnings::add))
                .isInstanceOf(IOException.class);
    }

    private String contentOf(String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(each -> each.toString().endsWith(suffix))
                    .findFirst()
                    .orElse(null);
            return file == null ? "" : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path named(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
