package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Completed;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.tool.ToolRunner;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rounds of a tool loop, over the toy wire. */
@Timeout(20)
class ToolRoundsTest {
    private static final String CALL = "200 reasoning:Why? call:f f:tool_calls [DONE]";
    private static final String ANSWER = "200 t:Cold. f:stop [DONE]";
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("hi").toolChoice(ToolChoice.REQUIRED).build();

    private final List<ChatRequest> asked = new ArrayList<>();
    private final List<ToolCall> ran = new ArrayList<>();
    private final ToolRunner runner = call -> {
        ran.add(call);
        return "2 degrees";
    };

    @Test
    void asksUntilAnAnswerCallsNothing() {
        List<ChatEvent> events = new ArrayList<>();
        ToolLoop.Result result = over(CALL + " / " + CALL + " / " + ANSWER)
                .withListener(events::add)
                .run(REQUEST);
        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(result.pendingCalls()).isEmpty();
        assertThat(result.conversation().messages())
                .hasSize(6)
                .startsWith(Message.user("hi"))
                .endsWith(Message.assistant("Cold."))
                .contains(Message.tool("id-f", "2 degrees"));
        assertThat(result.conversation().get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.REQUIRED);
        assertThat(choices()).as("forced once").containsExactly(ToolChoice.REQUIRED, null, null);
        assertThat(ran).extracting(ToolCall::name).containsExactly("f", "f");
        assertThat(events).filteredOn(StreamEnded.class::isInstance).hasSize(3);
        assertThat(result).hasToString("Result[Completed, 3 rounds]");
    }

    @Test
    void sendsAPausedTurnBackAsItIs() {
        String paused = "200 t:Wait. item:0;text item:0;text;wait f:pause_turn [DONE]";
        ToolLoop.Result result = over(paused + " / " + paused + " / " + ANSWER).run(REQUEST);
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(ran).isEmpty();
        assertThat(asked.get(2).messages())
                .hasSize(3)
                .last(InstanceOfAssertFactories.type(AssistantMessage.class))
                .satisfies(message -> assertThat(message.items()).hasSize(1));
        assertThat(over(paused + " / " + paused).withMaxRounds(2).run(REQUEST).rounds())
                .isEqualTo(2);
    }

    @Test
    void keepsAChoiceThatForcesNothing() {
        for (ToolChoice choice : List.of(ToolChoice.AUTO, ToolChoice.NONE)) {
            ChatRequest free = REQUEST.toBuilder().toolChoice(choice).build();
            asked.clear();
            over(CALL + " / " + ANSWER).run(free);
            assertThat(choices()).containsExactly(choice, choice);
        }
        ChatRequest none = REQUEST.toBuilder().unset(Parameter.TOOL_CHOICE).build();
        assertThat(over(CALL + " / " + ANSWER).run(none).rounds()).isEqualTo(2);
    }

    @Test
    void leavesTheCallsOfTheLastRoundThatIsAllowed() {
        ToolLoop.Result result = over(CALL + " / " + CALL).withMaxRounds(2).run(REQUEST);
        assertThat(result.rounds()).isEqualTo(2);
        assertThat(result.pendingCalls()).extracting(ToolCall::name).containsExactly("f");
        assertThat(ran).hasSize(1);
        assertThat(over(CALL).withMaxRounds(1).run(REQUEST).rounds()).isEqualTo(1);
        assertThatThrownBy(() -> over(CALL).withMaxRounds(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsNoCallOfAnAnswerThatWasCut() {
        for (String cut : List.of(
                "200 tool:0;a;f;{ f:tool_calls [DONE]",
                "200 function:f;{ f:function_call [DONE]",
                "200 call:f&function:f;{ f:tool_calls [DONE]",
                "200 u [DONE]")) {
            ToolLoop.Result result = over(cut).run(REQUEST);
            assertThat(result.rounds()).isEqualTo(1);
            assertThat(result.conversation()).isEqualTo(REQUEST);
            assertThat(result.pendingCalls()).isEmpty();
        }
        ToolLoop.Result lost = over("200 t:a call:f end").run(REQUEST);
        assertThat(lost.outcome()).isInstanceOf(Truncated.class);
        assertThat(lost.conversation()).isEqualTo(REQUEST);
        assertThat(ran).isEmpty();
    }

    @Test
    void answersWithAFunctionOfTheOlderFormAreLeftToTheCaller() {
        ToolLoop.Result result =
                over("200 function:f;{} f:function_call [DONE]").run(REQUEST);
        assertThat(result.conversation().messages()).hasSize(2);
        assertThat(ran).isEmpty();
    }

    @Test
    void givesReasoningBackUnderTheNameThatTheProviderWants() {
        ToolLoop.Result result =
                over(CALL).withMaxRounds(1).withReasoning("reasoning_content").run(REQUEST);
        assertThat(result.conversation().messages().get(1)).isInstanceOfSatisfying(AssistantMessage.class, said -> {
            assertThat(said.extras().get("reasoning_content")).isEqualTo(JsonText.ofString("Why?"));
        });
    }

    /** The tool choices of the requests that went out. */
    private List<ToolChoice> choices() {
        return asked.stream().map(request -> request.get(Parameter.TOOL_CHOICE)).toList();
    }

    @Test
    void callsEachListenerInTheOrderInWhichTheyWereAdded() {
        List<String> calls = new ArrayList<>();
        ToolLoop.Result result = over(ANSWER)
                .withListener(event -> calls.add("first " + event.getClass().getSimpleName()))
                .withListener(event -> calls.add("second " + event.getClass().getSimpleName()))
                .run(REQUEST);

        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(calls)
                .startsWith("first StreamStarted", "second StreamStarted")
                .endsWith("first StreamEnded", "second StreamEnded");
    }

    private ToolLoop over(String script) {
        Scene scene = new Scene(script);
        Chat chat = scene.chat.withListener(request -> {
            asked.add(request);
            return scene.diary;
        });
        return ToolLoop.over(chat, runner);
    }
}
