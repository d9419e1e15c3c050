package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.recording.RecordedStream;
import io.astreaming.app.recording.RecordingReader;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.replay.format.SseContent;
import io.astreaming.settings.StreamLimits;
import io.astreaming.testing.Corpus;
import io.astreaming.testing.NodeFolder;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets OpenAI's own client for node read what the replay server sends; skipped where it can't be installed. */
@Timeout(300)
class OpenaiNodeClientIT {
    private static final String SCRIPT = "openai-client.mjs";
    private static final Path FIXTURES =
            Path.of(System.getProperty("astreaming.root"), "replay/src/test/resources/io/astreaming/replay");

    private static NodeFolder node;

    @BeforeAll
    static void install() throws Exception {
        node = NodeFolder.with(NodeFolder.OPENAI, NodeFolder.OPENAI).holding(OpenaiNodeClientIT.class, SCRIPT);
    }

    @Test
    void readsTheSeedAndAStreamOfLlamaServer() throws Exception {
        try (ReplayServer server = ReplayServer.serving(fixture("usage"), fixture("seed"))
                .pace(Pace.every(Duration.ofMillis(5)))
                .start()) {
            List<String> answers = ask(server, List.of("seed", "usage"));
            assertThat(answers.get(0)).isEqualTo("[\"usage\",\"seed\"]");
            assertThat(answers.get(1))
                    .contains(
                            "\"text\":\"\\n  \\\"isNewTopic\\\": true,\\n  \\\"title\\\": \\\"Initial Greeting\\\"\\n}\"")
                    .contains("\"completion_tokens\":25", "\"prompt_tokens\":117", "\"total_tokens\":142")
                    .contains("\"error\":null");
            assertThat(answers.get(2))
                    .contains(
                            "\"text\":\"lain polarSTRINGchev Bu cutting Ту erneutqa B Pub spher рай Lyon dém elli Komm"
                                    + " argued Сергcip deal zunächstptochev Mineiglia significa Closeometimes志 такожudџCONFIG"
                                    + "legte locappyф Ernst already\"")
                    .contains("\"completion_tokens\":40", "\"prompt_tokens\":9", "\"total_tokens\":49");
            assertThat(server.requests().get(1).text()).contains("\"stream\":true");
        }
    }

    @Test
    void readsAnswersInOnePiece() throws Exception {
        Recording calls = Recording.ofPayloads(
                List.of(
                        Streams.chunk(
                                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                                        + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\"}}]}",
                                "null"),
                        Streams.chunk(
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Oslo\\\"}\"}}]}",
                                "\"tool_calls\"")),
                true);
        try (ReplayServer server =
                ReplayServer.serving(fixture("seed"), calls.named("calls")).start()) {
            List<String> answers = ask("whole", server, List.of("seed", "calls"));
            assertThat(answers.get(1))
                    .contains("\"object\":\"chat.completion\"", "\"finish\":\"stop\"")
                    .contains(
                            "\"text\":\"\\n  \\\"isNewTopic\\\": true,\\n  \\\"title\\\": \\\"Initial Greeting\\\"\\n}\"")
                    .contains("\"completion_tokens\":25", "\"prompt_tokens\":117", "\"total_tokens\":142");
            assertThat(answers.get(2))
                    .contains("\"finish\":\"tool_calls\"", "\"id\":\"call_1\"", "\"name\":\"weather\"")
                    .contains("\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"");
            assertThat(server.requests().get(1).text()).doesNotContain("\"stream\"");
        }
    }

    @Test
    void addsUpToTheSameAfterEveryChunkWasReadAndWrittenAgain() throws Exception {
        List<Recording> recordings = new ArrayList<>();
        List<String> models = new ArrayList<>();
        List<Path> streams = Corpus.streamsOrOurs();
        streams.removeIf(OpenaiNodeClientIT::isBeyondTheClient);
        for (int i = 0; i < streams.size(); i += 2) {
            Recording recorded = Recording.sse(streams.get(i));
            recordings.add(recorded.named("recorded-" + i));
            recordings.add(rewritten(streams.get(i)).named("rewritten-" + i));
            models.add("recorded-" + i);
            models.add("rewritten-" + i);
        }
        Recording[] others = recordings.subList(1, recordings.size()).toArray(Recording[]::new);
        try (ReplayServer server =
                ReplayServer.serving(recordings.get(0), others).start()) {
            List<String> answers = ask(server, models);
            assertThat(answers).hasSize(models.size() + 1);
            for (int i = 1; i < answers.size(); i += 2) {
                assertThat(answers.get(i + 1)).as(models.get(i - 1)).isEqualTo(answers.get(i));
            }
        }
    }

    /** The client stumbles over empty data and drops a last event without blank line: there is nothing to compare. */
    private static boolean isBeyondTheClient(Path stream) {
        try {
            String body = Files.readString(stream, StandardCharsets.ISO_8859_1).replace("\r", "");
            return body.contains("data: \n\n") || !body.endsWith("\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same stream with each payload decoded and encoded again; what is no JSON stays as it is. */
    private static Recording rewritten(Path stream) throws IOException {
        JsonbChatCodec codec = new JsonbChatCodec();
        ChunkDecoder decoder = codec.chunkDecoder(StreamLimits.DEFAULT);
        RecordedStream recorded =
                RecordingReader.read(stream.toString(), Files.readAllBytes(stream), RecordingFormat.SSE);
        List<String> payloads = new ArrayList<>();
        for (String payload : recorded.payloads()) {
            payloads.add(
                    SseContent.isJson(payload)
                            ? codec.encode(decoder.decode(Payload.of(payload))).text()
                            : payload);
        }
        boolean done = Files.readString(stream, StandardCharsets.ISO_8859_1).contains("[DONE]");
        return Recording.ofPayloads(payloads, done);
    }

    private static Recording fixture(String name) {
        return Recording.sse(FIXTURES.resolve(name + ".sse")).named(name);
    }

    private static List<String> ask(ReplayServer server, List<String> models) throws Exception {
        return ask("stream", server, models);
    }

    private static List<String> ask(String mode, ReplayServer server, List<String> models) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(mode, server.baseUri().toString()));
        arguments.addAll(models);
        return node.run(Duration.ofMinutes(2), SCRIPT, arguments);
    }
}
