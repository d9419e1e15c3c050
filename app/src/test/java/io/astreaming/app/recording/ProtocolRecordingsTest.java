package io.astreaming.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.jsontext.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of other protocols on the command line. */
class ProtocolRecordingsTest {
    private static final String MESSAGES = String.join(
            "\n\n",
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"model\":\"claude\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":3,"
                    + "\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":0,\"output_tokens\":1}}}",
            "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}",
            "data: {\"type\":\"content_block_stop\",\"index\":0}",
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
            "data: {\"type\":\"message_stop\"}",
            "");

    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("answer.sse"), MESSAGES).toString();
    }

    @Test
    void areInspectedByTheirOwnProtocol() {
        JsonText line = JsonText.of(Cli.run("inspect", "--json", file).out().strip());

        JsonText choice = line.members().get("choices").elements().get(0);
        assertThat(line.members().get("outcome").string()).isEqualTo("completed");
        assertThat(choice.members().get("content").string()).isEqualTo("Hello");
        assertThat(choice.members().get("finishReason").string()).isEqualTo("stop");
        assertThat(choice.members().get("finishReasonRaw").string()).isEqualTo("end_turn");
        assertThat(choice.members().get("items").text()).isEqualTo("[{\"position\":0,\"type\":\"text\"}]");
        assertThat(line.members().get("usage").text())
                .contains("\"input_tokens\":3", "\"cache_read_input_tokens\":4", "\"output_tokens\":2");
        assertThat(line.members().get("tokens").text())
                .isEqualTo("{\"prompt\":7,\"completion\":2,\"total\":null,\"cached\":4,\"cacheWritten\":0,"
                        + "\"reasoning\":null}");
    }

    @Test
    void areNamedToPeople() {
        assertThat(Cli.run("inspect", file).out()).containsPattern("protocol +messages");
    }

    @Test
    void becomeChatCompletions() throws Exception {
        Path chat = folder.resolve("chat.sse");

        assertThat(Cli.run("convert", "--translate", file, chat.toString()).code())
                .isZero();

        JsonText line =
                JsonText.of(Cli.run("inspect", "--json", chat.toString()).out().strip());
        JsonText choice = line.members().get("choices").elements().get(0);
        assertThat(Files.readString(chat)).contains("chat.completion.chunk").endsWith("data: [DONE]\n\n");
        assertThat(line.members().get("outcome").string()).isEqualTo("completed");
        assertThat(choice.members().get("content").string()).isEqualTo("Hello");
        assertThat(choice.members().get("finishReason").string()).isEqualTo("stop");
        assertThat(choice.members().get("items").text()).isEqualTo("[]");
    }

    @Test
    void thatAreCutStayCutWhenTheyAreTranslated() throws Exception {
        String cut = Files.writeString(
                        folder.resolve("cut.sse"),
                        MESSAGES.substring(0, MESSAGES.indexOf("data: {\"type\":\"message_delta")))
                .toString();
        Path chat = folder.resolve("chat.sse");

        assertThat(Cli.run("convert", "--translate", cut, chat.toString()).code())
                .isZero();

        assertThat(Files.readString(chat)).contains("Hello").doesNotContain("[DONE]");
        assertThat(JsonText.of(Cli.run("inspect", "--json", chat.toString())
                                .out()
                                .strip())
                        .members()
                        .get("outcome")
                        .string())
                .isEqualTo("truncated");
    }

    /** Lines are how Ollama frames its answers, and no departure from anything; neither are they in an archive. */
    @ParameterizedTest
    @ValueSource(strings = {"lines.ndjson", "lines.har"})
    void ofJsonLinesFollowTheirProtocol(String name) throws Exception {
        Path lines = Files.writeString(
                folder.resolve("lines.ndjson"),
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n"
                        + "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"lo\"},\"done\":true,"
                        + "\"done_reason\":\"stop\"}\n");
        Path recording = folder.resolve(name);
        if (!recording.equals(lines)) {
            assertThat(Cli.run("convert", lines.toString(), recording.toString())
                            .code())
                    .isZero();
        }

        JsonText line = JsonText.of(
                Cli.run("inspect", "--json", recording.toString()).out().strip());

        assertThat(line.members().get("outcome").string()).isEqualTo("completed");
        assertThat(line.members().get("deviations").text()).isEqualTo("[]");
        assertThat(line.members()
                        .get("choices")
                        .elements()
                        .get(0)
                        .members()
                        .get("content")
                        .string())
                .isEqualTo("Hello");
    }

    /** A line that is no JSON fails the answer as it would in a live stream; what came before is kept. */
    @Test
    void ofJsonLinesKeepWhatCameBeforeABrokenLine() throws Exception {
        String lines = "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"done\":false}\n"
                + "{\"model\":\"m\",\"message\":{]}\n";
        Path broken = Files.writeString(folder.resolve("broken.ndjson"), lines);

        JsonText line = JsonText.of(
                Cli.run("inspect", "--json", broken.toString()).out().strip());

        JsonText choice = line.members().get("choices").elements().get(0);
        assertThat(line.members().get("outcome").string()).isEqualTo("failed");
        assertThat(line.members().get("error").members().get("kind").string()).isEqualTo("malformed");
        assertThat(line.members().get("error").members().get("event").text()).isEqualTo("1");
        assertThat(choice.members().get("content").string()).isEqualTo("Hello");
    }

    /** As with server-sent events: nothing came, which is no file that can't be read. */
    @Test
    void ofJsonLinesMayBeCutInTheirFirstLine() throws Exception {
        Path cut = Files.writeString(folder.resolve("cut.ndjson"), "{\"model\":\"m\",\"mess");

        JsonText line =
                JsonText.of(Cli.run("inspect", "--json", cut.toString()).out().strip());

        assertThat(line.members().get("outcome").string()).isEqualTo("failed");
        assertThat(line.members().get("error").members().get("kind").string()).isEqualTo("malformed");
    }

    @Test
    void areOfAProtocolThatIsKnown() {
        assertThat(Cli.run("chat", "--protocol", "carrier-pigeon", "--base-url", "http://localhost:1", "hi")
                        .err())
                .contains("use chat, responses, messages, gemini or ollama");
    }
}
