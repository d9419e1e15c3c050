package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.FinishReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingBuilderTest {
    private static final String HEAD =
            "{\"id\":\"chatcmpl-test\",\"object\":\"chat.completion.chunk\",\"created\":1735689600,\"model\":\"test-model\",";

    @Test
    void writesATextAsOpenaiStreamsIt() {
        Recording hello = Recording.ofText("Hello", ", world");

        assertThat(hello.name()).isEqualTo("test-model");
        assertThat(hello.frames())
                .extracting(Frame::text)
                .containsExactly(
                        "data: " + HEAD
                                + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
                                + "\"finish_reason\":null}]}\n\n",
                        "data: " + HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\", world\"},"
                                + "\"finish_reason\":null}]}\n\n",
                        "data: " + HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                        "data: [DONE]\n\n");
    }

    @Test
    void escapesWhatJsonEscapesAndMaySplitACharacter() {
        String text = "\"\\\n\u0000\u2028";

        assertThat(choices(Recording.ofText(text, "\ud83d", "\ude00")).get(0))
                .contains("\"content\":" + JsonText.ofString(text));
        assertThat(choices(Recording.ofText("\ud83d", "\ude00")))
                .anyMatch(chunk -> chunk.contains("{\"content\":\"\\ude00\"}"));
    }

    @Test
    void writesATextWithoutPiecesAsAnEmptyAnswer() {
        assertThat(choices(Recording.ofText()))
                .containsExactly("{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"stop\"}");
    }

    @Test
    void mixesToolCallsAndFinishesWithThem() {
        Recording calls = Recording.builder("m")
                .toolCall("c1", "weather")
                .toolCall("c2", "time", "{}")
                .arguments(0, "{\"city\":")
                .arguments(0, "\"Oslo\"}")
                .build();

        assertThat(choices(calls))
                .containsExactly(
                        "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"c1\","
                                + "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]},"
                                + "\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"c2\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"time\",\"arguments\":\"\"}}]},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]},"
                                + "\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                                + "\"{\\\"city\\\":\"}}]},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                                + "\"\\\"Oslo\\\"}\"}}]},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}");
        assertThat(calls.name()).isEqualTo("m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.builder().text("a").arguments(0, "{"))
                .withMessage("choice 0 has no tool call 0 yet");
    }

    @Test
    void writesReasoningRefusalAndAnyOtherMember() {
        assertThat(choices(Recording.builder()
                        .reasoning("a")
                        .refusal("b")
                        .pieces("thinking", "c")
                        .finish(FinishReason.CONTENT_FILTER)
                        .build()))
                .containsExactly(
                        "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"reasoning_content\":\"a\"},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{\"refusal\":\"b\"},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{\"thinking\":\"c\"},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}");
    }

    @Test
    void finishesEachChoiceThatBeganAndReportsUsageAfterThem() {
        Recording two = Recording.builder()
                .usage(11, 5, 7, 3)
                .choice(1)
                .text("b")
                .finish(FinishReason.LENGTH)
                .choice(0)
                .text("a")
                .build();

        assertThat(choices(two))
                .containsExactly(
                        "{\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"b\"},\"finish_reason\":null}",
                        "{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}",
                        "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":null}",
                        "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}",
                        "");
        assertThat(two.frames().get(4).text())
                .isEqualTo("data: " + HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,"
                        + "\"total_tokens\":18,\"prompt_tokens_details\":{\"cached_tokens\":5},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}\n\n");
    }

    @Test
    void endsWhereTheAnswerIsCutOrFails() {
        RecordingBuilder cut = Recording.builder().comment("ping").text("Hel").truncated();
        Recording failed =
                Recording.builder().error("Too \"many\"", "overloaded").build();

        assertThat(cut.build().frames())
                .hasSize(2)
                .first()
                .extracting(Frame::text)
                .isEqualTo(": ping\n\n");
        assertThat(failed.frames())
                .extracting(Frame::text)
                .containsExactly("data: {\"error\":{\"message\":\"Too \\\"many\\\"\",\"type\":\"server_error\","
                        + "\"param\":null,\"code\":\"overloaded\"}}\n\n");
        assertThat(Recording.builder().text("Hi").withoutDone().build().frames())
                .hasSize(2)
                .noneMatch(frame -> frame.text().contains("[DONE]"));
    }

    @Test
    void canGoOnAfterItHasBuilt() {
        RecordingBuilder builder = Recording.builder().text("a");
        Recording first = builder.build();

        assertThat(builder.text("b").payload("{}").build().frames())
                .hasSize(5)
                .startsWith(first.frames().get(0));
        assertThat(first.frames()).hasSize(3);
    }

    /** Returns the JSON of the choices in each chunk. */
    private static List<String> choices(Recording recording) {
        return recording.frames().stream()
                .map(Frame::text)
                .filter(text -> text.contains("\"choices\""))
                .map(text -> text.replaceAll("(?s).*\"choices\":\\[(.*?)](,\"usage.*)?}\n\n", "$1"))
                .toList();
    }
}
