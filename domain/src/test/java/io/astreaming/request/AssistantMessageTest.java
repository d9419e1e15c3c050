package io.astreaming.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Audio;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import io.astreaming.value.UsageNotReported;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantMessageTest {
    private static final ToolCall WHOLE = new ToolCall(
            "c1",
            "function",
            "f",
            "{}",
            true,
            new Extras(Map.of("extra_content", new JsonText("{\"google\":{\"thought_signature\":\"s\"}}"))));

    @Test
    void goesOnFromAnAnswerInOneLine() {
        ChatCompletion answer = answer("Let me look.", WHOLE);
        ChatRequest request = ChatRequest.model("m").user("q").build();

        ChatRequest next =
                request.toBuilder().assistant(answer).toolResult(WHOLE, "42").build();

        assertThat(next.messages())
                .containsExactly(
                        Message.user("q"),
                        new AssistantMessage(
                                List.of(ContentPart.text("Let me look.")),
                                null,
                                null,
                                List.of(WHOLE),
                                null,
                                null,
                                Extras.NONE),
                        Message.tool("c1", "42"));
    }

    @Test
    void returnsThinkingInAnyObjectThatHoldsASignature() {
        Map<String, List<JsonText>> unrecognized = new LinkedHashMap<>();
        unrecognized.put(
                "thinking", List.of(new JsonText("{\"content\":\"Hm\"}"), new JsonText("{\"signature\": \"abc\"}")));
        unrecognized.put("reasoning", List.of(new JsonText("{\"content\":\"Hm\"}")));
        unrecognized.put("images", List.of(new JsonText("{\"signature\":\"abc\"}")));
        CompletedChoice choice = new CompletedChoice(
                0,
                null,
                "a",
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                unrecognized,
                Map.of(),
                List.of());
        assertThat(AssistantMessage.of(choice).extras().members())
                .containsExactly(Map.entry("thinking", new JsonText("{\"content\":\"Hm\",\"signature\":\"abc\"}")));
    }

    @Test
    void keepsRefusalAudioAndTheOlderCall() {
        AssistantMessage message = AssistantMessage.of(new CompletedChoice(
                0,
                Role.ASSISTANT,
                "",
                null,
                "no",
                List.of(),
                new FunctionCall("f", "{}", true),
                new Audio("a1", "AAAA", "", null),
                List.of(),
                List.of(),
                FinishReason.STOP,
                Map.of(),
                Map.of(),
                List.of()));
        assertThat(message.content()).isEmpty();
        assertThat(message.refusal()).isEqualTo("no");
        assertThat(message.audioId()).isEqualTo("a1");
        assertThat(message.functionCall()).isEqualTo(new FunctionCall("f", "{}", true));
    }

    @Test
    void refusesCallsThatDidNotArriveWhole() {
        ToolCall half = new ToolCall("c1", "rm", "{\"path\":\"secret", false);
        assertThatThrownBy(() -> AssistantMessage.of(answer(null, half)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the call of rm didn't arrive whole")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> ChatRequest.model("m").user("q").toolResult(half, "x"))
                .hasMessageContaining("didn't arrive whole");
        assertThatThrownBy(() -> AssistantMessage.of(answer()))
                .hasMessageContaining("no choice"); // an answer without choices
    }

    @Test
    void refusesCallsThatNoResultCouldAnswer() {
        assertThatThrownBy(() -> message(null, new ToolCall("c1", "f", "{\"secret", false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the call of f didn't arrive whole")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> message(null, WHOLE, new ToolCall(null, "g", "{}", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the call of g has no id");
        assertThatThrownBy(() -> message(new FunctionCall("h", "{\"secret", false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the call of h didn't arrive whole")
                .hasMessageNotContaining("secret");
    }

    @Test
    void givesCallsWithoutIdOneThatResultsFind() {
        ToolCall same = new ToolCall(null, "f", "{}", true);
        ToolCall other = new ToolCall(null, "g", "{}", true);
        ChatRequest.Builder request = ChatRequest.model("m").user("q").assistant(answer(null, same, other, same));

        assertThatThrownBy(() -> ChatRequest.model("m").user("q").toolResult(same, "x"))
                .hasMessageContaining("add the answer first");
        assertThat(request.toolResult(other, "2")
                        .toolResult(same, "1")
                        .toolResult(same, "3")
                        .build()
                        .messages())
                .endsWith(Message.tool("call_1", "2"), Message.tool("call_0", "1"), Message.tool("call_2", "3"));
        assertThatThrownBy(() -> request.toolResult(same, "4")).hasMessageContaining("no id");
    }

    /** Pieces as they are streamed, with | between them, and what has to go back. */
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            [] > []
            [1]|[2] > [1,2]
            {'a':1}|{'a':2} > {'a':2}
            [{'type':'thinking','thinking':''}]|[{'type':'thinking','thinking':'a\\"]'}]|[{'type':'thinking','thinking':'b','signature':null}]|[{'type':'thinking','thinking':'','signature':'s'}]|[{'type':'thinking','thinking':'c'}] > [{'type':'thinking','thinking':'a\\"]b','signature':'s'},{'type':'thinking','thinking':'c'}]
            [{'type':'reasoning.text','text':'a','index':0}]|[{'type':'reasoning.text','signature':'s','index':0,'id':'i'}]|[{'type':'reasoning.text','text':'b','index':1}] > [{'type':'reasoning.text','text':'a','index':0,'signature':'s','id':'i'},{'type':'reasoning.text','text':'b','index':1}]
            [{'type':'reasoning.summary','summary':'a','id':'x'},{'type':'reasoning.summary','summary':'b','id':'y'}] > [{'type':'reasoning.summary','summary':'a','id':'x'},{'type':'reasoning.summary','summary':'b','id':'y'}]
            [{'type':'reasoning.encrypted','data':'x','n':{'m':[1,{}]}}]|[{'type':'reasoning.encrypted','data':'y'}] > [{'type':'reasoning.encrypted','data':'x','n':{'m':[1,{}]}},{'type':'reasoning.encrypted','data':'y'}]
            [{'type':'reasoning.text','text':'\\ud83d'}, {}]|[{'type':'reasoning.text','text':'x'}] > [{'type':'reasoning.text','text':'\\ud83d'},{},{'type':'reasoning.text','text':'x'}]
            [{'type':'reasoning.text','text':'\\ud83d'}]|[{'type':'reasoning.text','text':'\\ude00'}] > [{'type':'reasoning.text','text':'\\ud83d\\ude00'}]
            """, quoteCharacter = '`')
    void givesReasoningBackInWholeBlocks(String pieces, String whole) {
        List<JsonText> streamed = Arrays.stream(pieces.split("\\|"))
                .map(piece -> new JsonText(piece.replace('\'', '"')))
                .toList();
        assertThat(ReasoningMerger.join(streamed).text()).isEqualTo(whole.replace('\'', '"'));
    }

    @Test
    void givesBackWhatProvidersWantAndNothingElse() {
        Map<String, List<JsonText>> unrecognized = new LinkedHashMap<>();
        unrecognized.put("reasoning_details", List.of(new JsonText("[{}]"), new JsonText("[]")));
        unrecognized.put("images", List.of(new JsonText("[]")));
        unrecognized.put("extra_content", List.of(new JsonText("{\"google\":{}}")));
        CompletedChoice choice = new CompletedChoice(
                0,
                Role.ASSISTANT,
                "x",
                "thoughts",
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                FinishReason.STOP,
                unrecognized,
                Map.of(),
                List.of());
        AssistantMessage message = AssistantMessage.of(choice);
        assertThat(message.extras().members())
                .containsOnlyKeys("reasoning_details", "extra_content")
                .containsEntry("reasoning_details", new JsonText("[{}]"));
        assertThat(message.withReasoning("reasoning_content", choice).extras().get("reasoning_content"))
                .isEqualTo(new JsonText("\"thoughts\""));
    }

    private static AssistantMessage message(FunctionCall functionCall, ToolCall... calls) {
        return new AssistantMessage(List.of(), null, null, List.of(calls), functionCall, null, Extras.NONE);
    }

    private static ChatCompletion answer(String text, ToolCall... calls) {
        return completion(List.of(new CompletedChoice(
                0,
                Role.ASSISTANT,
                text,
                null,
                null,
                List.of(calls),
                null,
                null,
                List.of(),
                List.of(),
                FinishReason.TOOL_CALLS,
                Map.of(),
                Map.of(),
                List.of())));
    }

    private static ChatCompletion answer() {
        return completion(List.of());
    }

    private static ChatCompletion completion(List<CompletedChoice> choices) {
        return new ChatCompletion("id", "m", 1L, choices, UsageNotReported.INSTANCE, Map.of(), Map.of());
    }
}
