package io.astreaming.conformance.quirks;

import static io.astreaming.conformance.Wire.calls;
import static io.astreaming.conformance.Wire.choice;
import static io.astreaming.conformance.Wire.delta;
import static io.astreaming.conformance.Wire.finish;
import static io.astreaming.conformance.Wire.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.GoldenRows;
import io.astreaming.conformance.Wire;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How providers really send tool calls; the numbers are the rows of docs/quirks.md. */
@ExtendWith(GoldenRows.class)
class ToolCallQuirksTest {
    private static final String DONE = finish("tool_calls");

    @Test
    void row8FallsBackToTheLastCallWithoutIndex() {
        Wire wire = payloads(
                calls("[{'id':'a','type':'function','function':{'name':'f','arguments':'{'}}]"),
                calls("[{'function':{'arguments':'}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_WITHOUT_INDEX, 2L));
    }

    @Test
    void row9OpensACallForEachNamedIdUnderIndexZero() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]"),
                calls("[{'index':0,'id':'b','function':{'name':'g','arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}", "b g {}");
    }

    @Test
    void row10OpensNoCallForAFreshIdWithoutName() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]"),
                calls("[{'index':0,'id':'b','function':{'arguments':'{'}}]"),
                calls("[{'index':0,'id':'c','function':{'arguments':'}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
    }

    @Test
    void row10OpensNoCallForAFreshIdWhoseNameComesAgainWithinTheArguments() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]"),
                calls("[{'index':0,'id':'b','function':{'name':'f','arguments':'}'}}]"),
                calls("[{'index':0,'id':'c','function':{'name':'f','arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}", "c f {}");
    }

    @Test
    void row11RunsNoCallWithoutArgumentsBesideOneThatMayHaveThem() {
        Wire wire = payloads(
                calls("[{'id':'a','function':{'name':'f','arguments':''}}]"),
                calls("[{'id':'b','function':{'name':'g','arguments':''}}]"),
                calls("[{'function':{'arguments':'{}'}}]"),
                calls("[null,{'function':{'arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f ", "b g {}{}");
        assertThat(wire.choice().toolCalls()).noneMatch(ToolCall::complete);
    }

    @Test
    void row12TellsCallsApartByIndexThatShareAnId() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]"),
                calls("[{'index':1,'id':'a','function':{'name':'g','arguments':''}}]"),
                calls("[{'index':0,'id':'a','function':{'arguments':'{}'}}]"),
                calls("[{'index':1,'id':'a','function':{'arguments':'[]'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}", "a g []");
    }

    @Test
    void row11ReportsASecondCallHiddenInTheArgumentsAndDoesNotGuess() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]"),
                calls("[{'index':0,'function':{'arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}{}");
        assertThat(wire.choice().toolCalls()).noneMatch(ToolCall::complete);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_OF_SEVERAL_CALLS, 1L));
    }

    @Test
    void row12SetsTheIdOnceThoughItComesWithEveryPiece() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]"),
                calls("[{'index':0,'id':'a','function':{'arguments':'}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
    }

    @Test
    void row13TakesAnEmptyIdForNone() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]"),
                calls("[{'index':0,'id':'','function':{'name':'','arguments':'}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
    }

    @Test
    void row14TakesANameThatComesAgainForTheSame() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]"),
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_NAME_REPEATED, 1L));
    }

    @Test
    void row15GathersIdNameAndArgumentsFromThreeDeltas() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','type':'function'}]"),
                calls("[{'index':0,'function':{'name':'f'}}]"),
                calls("[{'index':0,'function':{'arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
    }

    @Test
    void row16FoldsTwoEntriesOfOneIndexInOneChunk() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}},"
                        + "{'index':0,'function':{'arguments':'}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}");
    }

    @Test
    void row17AcceptsIndexesThatStartAtOne() {
        Wire wire = payloads(
                calls("[{'index':1,'id':'a','function':{'name':'f','arguments':'{}'}}]"),
                calls("[{'index':3,'id':'b','function':{'name':'g','arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}", "b g {}");
    }

    @Test
    void row18TakesArgumentsThatAreAnObjectAndNoneAtAll() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':{ 'x' : 1.50 }}}]"),
                calls("[{'index':1,'id':'b','function':{'name':'g'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {\"x\":1.50}", "b g ");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_NOT_A_STRING, 1L));
    }

    @Test
    void row19ReportsArgumentsThatAreSentAgainAndDoesNotGuess() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{CITYNAME:'}}]"),
                calls("[{'index':0,'function':{'arguments':'{CITYNAME:1}'}}]"),
                DONE);
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(Deviation.ARGUMENTS_CUMULATIVE, 1L, Deviation.ARGUMENTS_NOT_JSON, 1L));
    }

    @Test
    void row20FinishesACallOnceThoughWhiteSpaceTrails() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]"),
                calls("[{'index':0,'function':{'arguments':'  '}}]"),
                DONE);
        assertThat(wire.events.stream().filter(ToolCallFinished.class::isInstance))
                .containsExactly(new ToolCallFinished(0, 0, new ToolCall("a", "f", "{}  ", true)));
    }

    @Test
    void row21NeverFinishesACallThatWasCut() {
        Wire wire =
                payloads(calls("[{'index':0,'id':'a','function':{'name':'rm','arguments':'{}'}}]"), finish("length"));
        assertThat(wire.events).noneMatch(ToolCallFinished.class::isInstance);
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "rm", "{}", false));
    }

    @Test
    void row22FinishesCallsOfAChoiceThatSaysStop() {
        Wire wire = payloads(calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]"), finish("stop"));
        assertThat(wire.events).anyMatch(ToolCallFinished.class::isInstance);
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TOOL_CALLS_WITH_STOP, 1L));
    }

    @Test
    void row69OpensTwoCallsOfOneDeltaWithoutIndexAndWithEmptyIds() {
        Wire wire = payloads(
                calls("[{'id':'','function':{'name':'f','arguments':'{}'}},"
                        + "{'id':'','function':{'name':'g','arguments':'{}'}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("null f {}", "null g {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"max_tokens", "MAX_TOKENS", "SAFETY", "refusal", "insufficient_system_resource", "tomorrow"})
    void row25RunsNothingUnlessTheReasonIsKnownToEndWell(String reason) {
        Wire wire = payloads(calls("[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]"), finish(reason));
        assertThat(wire.events).noneMatch(ToolCallFinished.class::isInstance);
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "f", "", false));
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.of(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "tool_calls"})
    void row79TellsACallOnceThoughAReasonComesWithEveryChunk(String early) {
        Wire wire = payloads(
                choice("'index':0,'delta':{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]},"
                        + "'finish_reason':'" + early + "'"),
                calls("[{'index':0,'function':{'arguments':'{'}}]"),
                finish(early),
                calls("[{'index':0,'function':{'arguments':'}'}}]"),
                finish(early),
                finish("tool_calls"));
        assertThat(wire.events.stream().filter(ToolCallFinished.class::isInstance))
                .containsExactly(new ToolCallFinished(0, 0, new ToolCall("a", "f", "{}", true)));
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "f", "{}", true));
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void row79TakesACallThatWentOnAfterTheReasonForCutWithoutDone() {
        String call = calls("[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]");
        Wire wire = Wire.body(("data: " + DONE + "\n\ndata: " + call + "\n\n").replace('\'', '"'));
        assertThat(wire.outcome).isInstanceOf(Truncated.class);
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "f", "", false));
    }

    @Test
    void row80RunsNothingWhoseArgumentsAreNotJson() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':'{half'}}]"), finish("tool_calls"));
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "f", "{half", false));
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_NOT_JSON, 1L));
    }

    @Test
    void row81TakesTextBehindAnEmptyObjectAndTheLastOfObjectsThatGrow() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','function':{'name':'f','arguments':{}}}]"),
                calls("[{'index':0,'function':{'arguments':'{\\'a\\':'}}]"),
                calls("[{'index':0,'function':{'arguments':'1}'}}]"),
                calls("[{'index':1,'id':'b','function':{'name':'g','arguments':{'a':'x'}}}]"),
                calls("[{'index':1,'id':'b','function':{'name':'g','arguments':{'a':'xy','b':1}}}]"),
                finish("tool_calls"));
        assertThat(wire.toolCalls()).containsExactly("a f {\"a\":1}", "b g {\"a\":\"xy\",\"b\":1}");
        assertThat(wire.choice().toolCalls()).allMatch(ToolCall::complete);
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(
                        Deviation.ARGUMENTS_NOT_A_STRING,
                        3L,
                        Deviation.ARGUMENTS_REPLACED,
                        2L,
                        Deviation.TOOL_CALL_NAME_REPEATED,
                        1L));
    }

    @Test
    void row82KeepsACallTogetherUnderEverNewIdsAndIndexes() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a1','function':{'name':'add','arguments':''}}]"),
                calls("[{'index':1,'id':'a2','function':{'arguments':'['}}]"),
                calls("[{'index':0,'id':'a3','function':{'arguments':''}}]"),
                calls("[{'index':2,'id':'a4','function':{'arguments':']'}}]"),
                finish("tool_calls"));
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a1", "add", "[]", true));
    }

    @Test
    void row83NeverRunsACallThatGotNoName() {
        Wire wire = payloads(calls("[{'index':0,'id':'a','function':{'arguments':'{}'}}]"), finish("tool_calls"));
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "", "{}", false));
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_WITHOUT_NAME, 1L));
    }

    @Test
    void row84ReadsIndexesThatAreStrings() {
        Wire wire = payloads(
                calls(
                        "[{'index':'0','id':'a','function':{'name':'f'}},{'index':'1','id':'b','function':{'name':'g'}}]"),
                calls("[{'index':'0','function':{'arguments':'[0'}},{'index':'1','function':{'arguments':'[1'}}]"),
                calls("[{'index':'0','function':{'arguments':']'}},{'index':'1','function':{'arguments':']'}}]"),
                finish("tool_calls"));
        assertThat(wire.toolCalls()).containsExactly("a f [0]", "b g [1]");
    }

    @Test
    void row85SkipsNullsAmongTheCalls() {
        Wire wire = payloads(
                calls("[null,{'index':0,'id':'a','function':{'name':'f','arguments':null}},null]"),
                calls("[null]"),
                calls("[{'index':null,'id':null,'type':null,'function':{'name':null,'arguments':'{}'}},null]"),
                finish("tool_calls"));
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "f", "{}", true));
    }

    @Test
    void row86TakesAnObjectForTheSameArgumentsThoughItsOrderDiffers() {
        Wire wire = payloads(
                calls(
                        "[{'index':0,'id':'a','function':{'name':'f','arguments':'{\\u0022x\\u0022: 1, \\u0022y\\u0022: 2}'}}]"),
                calls("[{'index':0,'function':{'arguments':{'y':2,'x':1}}}]"),
                choice("'index':0,'delta':{},'message':{'tool_calls':"
                        + "[{'id':'z','function':{'name':'f','arguments':'{\\u0022y\\u0022:2,\\u0022x\\u0022:1}'}}]}"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {\"x\": 1, \"y\": 2}");
        assertThat(wire.choice().toolCalls()).allMatch(ToolCall::complete);
    }

    @Test
    void row104RunsNoCallWhoseArgumentsHoldANumberThatJsonDoesNotKnow() {
        Wire wire = payloads(calls("[{'index':0,'id':'a','function':{'name':'f','arguments':{'x':NaN}}}]"), DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {\"x\":NaN}");
        assertThat(wire.choice().toolCalls()).noneMatch(ToolCall::complete);
        assertThat(wire.events).noneMatch(ToolCallFinished.class::isInstance);
        assertThat(wire.said().deviations()).containsKey(Deviation.ARGUMENTS_NOT_JSON);
    }

    @Test
    void row110ReadsACallWithoutItsFunctionAround() {
        Wire wire = payloads(
                calls("[{'index':0,'id':'a','type':'function','name':'f','arguments':'{'}]"),
                calls("[{'index':0,'arguments':'}'}]"),
                calls("[{'index':1,'id':'b','name':'g','arguments':{'x':1}}]"),
                DONE);
        assertThat(wire.toolCalls()).containsExactly("a f {}", "b g {\"x\":1}");
        assertThat(wire.choice().toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}", true), new ToolCall("b", "g", "{\"x\":1}", true));
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(Deviation.TOOL_CALL_WITHOUT_FUNCTION, 3L, Deviation.ARGUMENTS_NOT_A_STRING, 1L));
    }

    @Test
    void readsACallInTheOlderForm() {
        Wire wire = payloads(
                delta("{'role':'assistant','content':null,'function_call':{'name':'f','arguments':''}}"),
                delta("{'function_call':{'arguments':'{}'}}"),
                choice("'index':0,'delta':{},'finish_reason':'function_call'"));
        assertThat(wire.choice().functionCall()).isEqualTo(new io.astreaming.completion.FunctionCall("f", "{}", true));
    }
}
