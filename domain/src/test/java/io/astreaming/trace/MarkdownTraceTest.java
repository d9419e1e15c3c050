package io.astreaming.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MarkdownTraceTest {
    /** As the same system writes it when it sees a chunk in several forms. */
    private static final String SEVERAL_FORMS = """
            # ASTREAMING

            ## Response Chunk #0

            ### GenericStreamingChunk:
            ```json
            {
              "text": "generic"
            }
            ```

            ### ChatCompletions API:
            ```json
            {
              "id": "chat"
            }
            ```

            ### Responses API:
            ```json
            {
              "type": "response"
            }
            ```

            ## Response Chunk #1

            ### Responses API:
            ```json
            {}
            ```
            """;

    @Test
    void readsTheSeed() {
        MarkdownTrace trace = MarkdownTrace.read(Seed.TEXT);

        assertThat(trace.title()).isEqualTo("ASTREAMING");
        assertThat(trace.chunks())
                .extracting(TracedChunk::heading)
                .containsExactly(
                        "Response Chunk #0",
                        "Response Chunk #1",
                        "Response Chunk #2",
                        "Response Chunk #3",
                        "Response Chunk #4");
        assertThat(trace.chunks()).allSatisfy(chunk -> {
            TracedSection section = chunk.completion();
            assertThat(section).isNotNull();
            assertThat(chunk.sections()).containsExactly(section);
            assertThat(section.heading()).isEqualTo("ChatCompletions API:");
            assertThat(section.isJson()).isTrue();
            assertThat(section.payload()).startsWith("{\n  \"id\": \"chatcmpl-").endsWith("\n}");
        });
        assertThat(trace.payloads())
                .hasSize(5)
                .allSatisfy(payload -> assertThat(payload)
                        .startsWith("{\"id\":\"chatcmpl-b5fac9d4-774f-4c34-a2ce-4c9ae5e3cc0a\",\"created\":1762693212,")
                        .endsWith("}"));
    }

    @Test
    void givesTheSeedBack() {
        assertThat(MarkdownTrace.read(Seed.TEXT).text()).isEqualTo(Seed.TEXT);
    }

    @Test
    void indentsTheSeedsPayloadsAsTheyAre() {
        assertThat(MarkdownTrace.read(Seed.TEXT).chunks()).allSatisfy(chunk -> {
            String payload = chunk.completion().payload();
            assertThat(new JsonText(payload).indented()).isEqualTo(payload);
        });
    }

    @Test
    void keepsSectionsItDoesNotKnow() {
        MarkdownTrace trace = MarkdownTrace.read(SEVERAL_FORMS);

        assertThat(trace.text()).isEqualTo(SEVERAL_FORMS);
        assertThat(trace.chunks().get(0).sections())
                .extracting(TracedSection::heading)
                .containsExactly("GenericStreamingChunk:", "ChatCompletions API:", "Responses API:");
        assertThat(trace.chunks().get(0).sections().get(2).payload()).isEqualTo("{\n  \"type\": \"response\"\n}");
        assertThat(trace.chunks().get(1).completion()).isNull();
        assertThat(trace.payloads()).containsExactly("{\"id\":\"chat\"}");
    }

    @Test
    void bearsCarriageReturnsAndAMissingLastLineEnd() {
        String text = Seed.TEXT.stripTrailing().replace("\n", "\r\n");

        MarkdownTrace trace = MarkdownTrace.read(text);

        assertThat(trace.payloads()).isEqualTo(MarkdownTrace.read(Seed.TEXT).payloads());
        assertThat(trace.text()).isEqualTo(text);
        assertThat(trace.chunks().get(4).completion().payload()).endsWith("\r\n}");
        assertThat(trace.title()).isEqualTo("ASTREAMING");
    }

    @Test
    void losesNoCharacterWhereLineEndsAreMixed() {
        assertThat(MarkdownTrace.read("# A\n## Response Chunk\n```\r\nab\n```\n")
                        .payloads())
                .containsExactly("ab");
        assertThat(MarkdownTrace.read("# A\n## Response Chunk\n```\nab\r\n```\n")
                        .payloads())
                .containsExactly("ab\r");
    }

    @Test
    void bearsWhatPeopleEdit() {
        String text = """
                \ufeff
                #  ASTREAMING\s\s
                Seen on Monday:
                ```
                ## Response Chunk #7 is only quoted here
                ```
                ## Response Chunk #3 (the odd one)
                ````JSON
                {"a":
                ```
                1}
                ````
                This one is odd.
                ## Notes
                ```json
                {"not": "a payload"}
                ```
                ## Response Chunk #3
                ### ChatCompletions API:
                No payload here.
                ##Not a heading
                ## Response Chunk

                ### ChatCompletions API:
                   ```json
                 []
                   ```\s
                """;

        MarkdownTrace trace = MarkdownTrace.read(text);

        assertThat(trace.text()).isEqualTo(text);
        assertThat(trace.title()).isEqualTo("ASTREAMING");
        assertThat(trace.chunks())
                .extracting(TracedChunk::heading)
                .containsExactly("Response Chunk #3 (the odd one)", "Response Chunk #3", "Response Chunk");
        assertThat(trace.payloads()).containsExactly("{\"a\":\n```\n1}", "[]");
        assertThat(trace.chunks().get(1).sections()).singleElement().satisfies(section -> {
            assertThat(section.payload()).isNull();
            assertThat(section.isJson()).isFalse();
        });
    }

    @Test
    void readsAFenceWithNothingInIt() {
        MarkdownTrace trace = MarkdownTrace.read("# A\n## Response Chunk #0\n```text\n```\n");

        assertThat(trace.payloads()).containsExactly("");
        assertThat(trace.text()).isEqualTo("# A\n## Response Chunk #0\n```text\n```\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "#",
                "# ",
                "ASTREAMING",
                "## ASTREAMING",
                "# My notes",
                "# Astreaming",
                "{\"id\":1}",
                "data: {}\n\n",
                "# ASTREAMING\n\n## Request Messages\n",
                "# ASTREAMING\n\nHello\n"
            })
    void refusesWhatIsNoTrace(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkdownTrace.read(text))
                .withMessageStartingWith("not a trace: ")
                .withMessageContaining("(line ");
    }

    @Test
    void namesTheLineOfAFenceWithoutEnd() {
        String text = Seed.TEXT.substring(0, Seed.TEXT.lastIndexOf("```"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkdownTrace.read(text))
                .withMessage("not a trace: the fence has no end (line 125)");
    }

    @Test
    void readsWhatIsWholeOfATraceCutAnywhere() {
        List<String> all = MarkdownTrace.read(SEVERAL_FORMS).payloads();
        int strict = 0;
        for (int end = 0; end <= SEVERAL_FORMS.length(); end++) {
            String cut = SEVERAL_FORMS.substring(0, end);
            boolean titled = cut.startsWith("# A");
            boolean whole = end >= SEVERAL_FORMS.indexOf("```\n\n### Responses API:") + 3;
            try {
                MarkdownTrace trace = MarkdownTrace.readCut(cut);
                assertThat(titled).isTrue();
                assertThat(trace.text()).isEqualTo(cut);
                assertThat(trace.payloads()).isEqualTo(whole ? all : List.of());
            } catch (IllegalArgumentException refused) {
                assertThat(titled).as(cut).isFalse();
            }
            try {
                assertThat(MarkdownTrace.read(cut)).isEqualTo(MarkdownTrace.readCut(cut));
                strict++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("not a trace: ").hasMessageContaining("(line ");
            }
        }
        assertThat(strict).isBetween(100, SEVERAL_FORMS.length() - 100);
    }

    @Test
    void takesLinearTimeForHostileText() {
        String start = "# A\n## Response Chunk\n";
        assertThat(MarkdownTrace.read(start + "### a\n".repeat(500_000))
                        .chunks()
                        .get(0)
                        .sections())
                .hasSize(500_000);
        assertThat(MarkdownTrace.read(start + "`\n".repeat(2_000_000)).payloads())
                .isEmpty();
        assertThat(MarkdownTrace.read(start + "#".repeat(4_000_000)).payloads()).isEmpty();
        assertThat(MarkdownTrace.readCut(start + "`".repeat(4_000_000)).payloads())
                .isEmpty();
    }

    @Test
    void tellsNoContentInToString() {
        MarkdownTrace trace = MarkdownTrace.read(Seed.TEXT);

        assertThat(trace).hasToString("MarkdownTrace[ASTREAMING, 5 chunks]");
        assertThat(trace.chunks().get(0)).hasToString("TracedChunk[Response Chunk #0]");
        assertThat(trace.chunks().get(0).completion()).hasToString("TracedSection[ChatCompletions API:]");
    }
}
