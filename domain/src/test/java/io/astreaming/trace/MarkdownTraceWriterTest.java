package io.astreaming.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTraceWriterTest {
    private final MarkdownTraceWriter writer = new MarkdownTraceWriter("astreaming");

    @Test
    void writesTheSeedFromItsPayloads() {
        StringBuilder out = new StringBuilder(writer.begin());
        for (String payload : MarkdownTrace.read(Seed.TEXT).payloads()) {
            assertThat(payload).doesNotContain("\n");
            out.append(writer.chunk(payload));
        }

        assertThat(out.toString()).isEqualTo(Seed.TEXT);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void namesTheProtocolOfThePayloads(Protocol protocol) {
        MarkdownTraceWriter other = new MarkdownTraceWriter("astreaming", protocol);
        String text = other.begin() + other.chunk("{\"a\":1}") + other.chunk("{\"b\":2}");
        String heading = Map.of(
                        Protocol.CHAT_COMPLETIONS,
                        "ChatCompletions",
                        Protocol.RESPONSES,
                        "Responses",
                        Protocol.MESSAGES,
                        "Messages",
                        Protocol.GEMINI,
                        "Gemini",
                        Protocol.OLLAMA,
                        "Ollama")
                .get(protocol);
        assertThat(text).contains("## Response Chunk #1\n\n### " + heading + " API:\n```json\n");

        MarkdownTrace trace = MarkdownTrace.read(text);

        assertThat(trace.protocol()).isEqualTo(protocol);
        assertThat(trace.payloads()).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(trace.text()).isEqualTo(text);
    }

    @Test
    void leavesAReadableTraceAfterEveryPiece() {
        List<String> payloads = List.of("{\"a\":1}", "oops", "```", "{\"b\":2}", "");
        StringBuilder out = new StringBuilder(writer.begin());
        List<String> written = new ArrayList<>();
        assertThat(MarkdownTrace.read(out.toString()).payloads()).isEmpty();
        for (String payload : payloads) {
            out.append(writer.chunk(payload));
            written.add(payload);
            MarkdownTrace trace = MarkdownTrace.read(out.toString());
            assertThat(trace.payloads()).isEqualTo(written);
            assertThat(trace.text()).isEqualTo(out.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n",
                "a\r",
                "a\n",
                "oops",
                "{\"cut\": \"in the mid",
                "```",
                "a ```` b\n```\n`````\n## Response Chunk #9\n",
                "\n```text\nx\n```\n",
                "### ChatCompletions API:\n",
                "   ```",
                "{\"a\":1} {\"b\":2}",
                "\"\u0000\"",
                "data: [DONE]"
            })
    void bringsBackVerbatimWhatIsNoJson(String payload) {
        String text = writer.begin() + writer.chunk(payload) + writer.chunk("{}");

        MarkdownTrace trace = MarkdownTrace.read(text);

        TracedSection section = trace.chunks().get(0).completion();
        assertThat(section.payload()).isEqualTo(payload);
        assertThat(section.isJson()).isFalse();
        assertThat(trace.payloads()).containsExactly(payload, "{}");
    }

    @Test
    void marksWhatIsNoJsonAndMakesTheFenceLongEnough() {
        assertThat(writer.chunk("a ```` b")).isEqualTo("""

                        ## Response Chunk #0

                        ### ChatCompletions API:
                        `````text
                        a ```` b
                        `````
                        """);
    }

    @Test
    void keepsEveryTokenAsItWasSent() {
        String text = writer.begin() + writer.chunk("{\"n\":1e999999999,\"s\":\"\\u00e9\\/```\",\"z\":-0.0}");

        assertThat(text).contains("  \"n\": 1e999999999,\n  \"s\": \"\\u00e9\\/```\",\n  \"z\": -0.0\n");
        assertThat(MarkdownTrace.read(text).payloads())
                .containsExactly("{\"n\":1e999999999,\"s\":\"\\u00e9\\/```\",\"z\":-0.0}");
    }

    @Test
    void keepsJsonThatIsTooDeepToBeIndented() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertThat(MarkdownTrace.read(writer.begin() + writer.chunk(deep)).payloads())
                .containsExactly(deep);
    }

    @Test
    void hasNoPlaceForDone() {
        assertThat(writer.chunk("[DONE]")).isEmpty();
        assertThat(writer.chunk("{}")).contains("#0");
    }

    @Test
    void refusesAMethodThatIsNotOneWord() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MarkdownTraceWriter(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarkdownTraceWriter("a\nb"));
    }
}
