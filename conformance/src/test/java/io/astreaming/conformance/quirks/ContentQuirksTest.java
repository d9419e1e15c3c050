package io.astreaming.conformance.quirks;

import static io.astreaming.conformance.Wire.choice;
import static io.astreaming.conformance.Wire.delta;
import static io.astreaming.conformance.Wire.finish;
import static io.astreaming.conformance.Wire.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.GoldenRows;
import io.astreaming.conformance.Wire;
import io.astreaming.event.TextReceived;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.value.Deviation;
import io.astreaming.value.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How providers really send text, reasoning and roles; the numbers are the rows of docs/quirks.md. */
@ExtendWith(GoldenRows.class)
class ContentQuirksTest {
    private static final String STOP = finish("stop");

    @Test
    void row31ToleratesFilterEventsWithoutDelta() {
        Wire wire = payloads(
                delta("{'content':'a'}"),
                "{'id':'','object':'','model':'','created':0,'choices':[{'index':0,'finish_reason':null,"
                        + "'content_filter_results':{'hate':{'filtered':false}},'content_filter_offsets':{'start':1}}]}",
                STOP);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.choice().extras()).containsKeys("content_filter_results", "content_filter_offsets");
    }

    @Test
    void row32And33TakeNullsForNothing() {
        Wire wire = payloads(
                "{'id':'c-1','object':'chat.completion.chunk','choices':null}",
                choice("'index':0,'delta':null"),
                delta("{'content':'a'}"),
                STOP);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
    }

    @Test
    void row34And73PreferTheDeltaToAMessageThatGrows() {
        Wire wire = payloads(
                choice("'index':0,'message':{'role':'assistant','content':'a'},'delta':{'content':'a'}"),
                choice("'index':0,'message':{'role':'assistant','content':'ab'},'delta':{'content':'b'}"),
                STOP);
        assertThat(wire.text()).isEqualTo("ab");
    }

    @Test
    void row52HasOneChannelOfReasoningUnderAnyName() {
        Wire wire = payloads(
                delta("{'reasoning_content':'a'}"),
                delta("{'reasoning':'b'}"),
                delta("{'reasoning_text':'c'}"),
                delta("{'reasoning_content':'d','reasoning':'d'}"),
                STOP);
        assertThat(wire.choice().reasoning()).isEqualTo("abcd");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.REASONING_DOUBLED, 1L));
    }

    @Test
    void row53KeepsReasoningDetailsForTheNextTurn() {
        Wire wire = payloads(
                delta("{'reasoning_details':[{'type':'reasoning.encrypted','data':'x=='}]}"),
                delta("{'reasoning_details':[]}"),
                delta("{'thinking_blocks':[{'type':'thinking','signature':'s'}]}"),
                STOP);
        assertThat(wire.choice().unrecognized().get("reasoning_details"))
                .containsExactly(
                        new JsonText("[{\"type\":\"reasoning.encrypted\",\"data\":\"x==\"}]"), new JsonText("[]"));
        assertThat(wire.choice().unrecognized()).containsKey("thinking_blocks");
    }

    @Test
    void row54ReportsThinkTagsAndLeavesThem() {
        Wire wire = payloads(delta("{'content':'<think>'}"), delta("{'content':'hm</think>a'}"), STOP);
        assertThat(wire.text()).isEqualTo("<think>hm</think>a");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.THINK_TAG_IN_CONTENT, 1L));
    }

    @Test
    void row55ReportsReasoningThatComesTwiceAndLeavesIt() {
        Wire wire = payloads(
                delta("{'reasoning_content':'Let me see.'}"), delta("{'reasoning_content':'Let me see.'}"), STOP);
        assertThat(wire.choice().reasoning()).isEqualTo("Let me see.Let me see.");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.REASONING_REPEATED, 1L));
    }

    @Test
    void row56ReadsContentInParts() {
        Wire wire = payloads(
                delta("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm'}]}]}"),
                delta("{'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}"),
                STOP);
        assertThat(wire.choice().reasoning()).isEqualTo("hm");
        assertThat(wire.text()).isEqualTo("ab");
    }

    @Test
    void row56ReadsContentThatIsOnePartOrOfTypeOutputText() {
        Wire wire = payloads(
                delta("{'content':{'type':'text','text':'a'}}"),
                delta("{'content':[{'type':'output_text','text':'b'}]}"),
                STOP);
        assertThat(wire.text()).isEqualTo("ab");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.CONTENT_NOT_A_STRING, 2L));
    }

    @Test
    void row57TakesANumberForItsLexeme() {
        assertThat(payloads(delta("{'content':0.005}"), delta("{'content':1.50}"), STOP)
                        .text())
                .isEqualTo("0.0051.50");
    }

    @Test
    void row58SetsTheRoleOnceHoweverOftenItComes() {
        Wire wire = payloads(
                delta("{'role':'assistant','content':'a'}"),
                delta("{'role':'assistant','content':'b'}"),
                delta("{'role':'','content':'c'}"),
                STOP);
        assertThat(wire.choice().role()).isEqualTo(Role.ASSISTANT);
        assertThat(wire.text()).isEqualTo("abc");
    }

    @Test
    void row60KeepsAServiceTierBeyondTheList() {
        Wire wire = payloads(
                "{'id':'c-1','object':'chat.completion.chunk','service_tier':'on_demand',"
                        + "'choices':[{'index':0,'delta':{'content':'a'}}]}",
                STOP);
        assertThat(wire.said().extras()).containsEntry("service_tier", new JsonText("\"on_demand\""));
        assertThat(wire.text()).isEqualTo("a");
    }

    @Test
    void row61KeepsPaddingOutOfTheAnswer() {
        Wire wire = payloads(
                "{'id':'c-1','object':'chat.completion.chunk','obfuscation':'xyz',"
                        + "'choices':[{'index':0,'delta':{'content':'a'}}]}",
                STOP);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.said().extras()).isEmpty();
    }

    @Test
    void row63KeepsMembersBeyondTheModelAtEveryLevel() {
        Wire wire = payloads(
                "{'id':'c-1','object':'chat.completion.chunk','provider':'P','service_tier':'on_demand',"
                        + "'citations':['https://x'],'choices':[{'index':0,'native_finish_reason':'end',"
                        + "'delta':{'content':'a','images':[{'url':'data:'}],'annotations':[{'type':'url'}]}}]}",
                STOP);
        assertThat(wire.said().extras()).containsKeys("provider", "service_tier", "citations");
        CompletedChoice choice = wire.choice();
        assertThat(choice.extras()).containsKey("native_finish_reason");
        assertThat(choice.unrecognized()).containsKey("images");
        assertThat(choice.annotations()).containsExactly(new JsonText("[{\"type\":\"url\"}]"));
    }

    @Test
    void row64ReportsAPieceThatComesForEver() {
        String[] payloads = new String[151];
        java.util.Arrays.fill(payloads, delta("{'content':'<unk>'}"));
        payloads[150] = STOP;
        assertThat(payloads(payloads).said().deviations()).isEqualTo(Map.of(Deviation.CONTENT_REPEATED, 1L));
    }

    @Test
    void row70JoinsASurrogatePairEscapedAcrossTwoChunks() {
        assertThat(payloads(delta("{'content':'\\ud83d'}"), delta("{'content':'\\ude00'}"), STOP)
                        .text())
                .isEqualTo("😀");
    }

    @Test
    void row71TakesIndexesThatCountTokens() {
        Wire wire = payloads(
                choice("'index':0,'delta':{'content':'a'}"),
                choice("'index':33,'delta':{'content':'b'},'finish_reason':'eos_token'"));
        assertThat(wire.said().choices()).extracting(CompletedChoice::index).containsExactly(0, 33);
    }

    @Test
    void row86SaysOnceWhatALastMessageRepeats() {
        Wire wire = payloads(
                delta("{'role':'assistant','reasoning':'hm','content':'Hel'}"),
                delta("{'content':'lo','tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]}"),
                choice(
                        "'index':0,'message':{'role':'assistant','content':'Hello','reasoning':'hm','tool_calls':"
                                + "[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]},'finish_reason':'stop'"));
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.choice().reasoning()).isEqualTo("hm");
        assertThat(wire.toolCalls()).containsExactly("a f {}");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TOOL_CALLS_WITH_STOP, 1L));
    }

    @Test
    void row87TakesWhatAMessageSaysBeyondTheDeltas() {
        Wire wire = payloads(
                delta("{'content':'Hel'}"),
                delta("{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]}"),
                choice(
                        "'index':0,'delta':{},'message':{'content':'Hello','refusal':'no','reasoning':'hm','annotations':[1],"
                                + "'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}},"
                                + "{'id':'b','function':{'name':'g','arguments':'[]'}}]},'finish_reason':'tool_calls'"));
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.choice().refusal()).isEqualTo("no");
        assertThat(wire.choice().reasoning()).isEqualTo("hm");
        assertThat(wire.choice().annotations()).containsExactly(new JsonText("[1]"));
        assertThat(wire.toolCalls()).containsExactly("a f {}", "b g []");
        assertThat(wire.choice().toolCalls()).allMatch(ToolCall::complete);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.MESSAGE_BEYOND_DELTAS, 3L));
    }

    @Test
    void row88ReadsMessagesThatGrowBesideEmptyDeltas() {
        Wire wire = payloads(
                choice("'index':0,'delta':{'role':'assistant','content':''},'message':{'content':'Hel'}"),
                choice("'index':0,'delta':{'content':''},'message':{'content':'Hello'}"),
                choice("'index':0,'delta':{'content':''},'message':{'content':'Hello'},'finish_reason':'stop'"));
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.events).contains(new TextReceived(0, "Hel"), new TextReceived(0, "lo"));
    }

    @Test
    void row88ReadsMessagesInsteadOfDeltasThatGrowOrComeInPieces() {
        Wire growing = payloads(
                choice("'index':0,'message':{'content':'a'}"),
                choice(
                        "'index':0,'message':{'content':'ab','tool_calls':[{'id':'a','function':{'name':'f','arguments':'{'}}]}"),
                choice(
                        "'index':0,'message':{'content':'ab','tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}}]},"
                                + "'finish_reason':'stop'"));
        assertThat(growing.text()).isEqualTo("ab");
        assertThat(growing.toolCalls()).containsExactly("a f {}");
        Wire pieces = payloads(
                choice("'index':0,'message':{'content':'a'}"), choice("'index':0,'message':{'content':'b'}"), STOP);
        assertThat(pieces.text()).isEqualTo("ab");
    }

    @Test
    void row88LosesNoPieceThatSaysAgainWhatWasSaid() {
        Wire wire = payloads(
                choice("'index':0,'message':{'role':'assistant','content':'ha'}"),
                choice("'index':0,'message':{'content':'ha'}"),
                choice("'index':0,'message':{'content':'!'}"),
                choice("'index':0,'message':{'content':'haha!'},'finish_reason':'stop'"));
        assertThat(wire.text()).isEqualTo("haha!");
    }

    @Test
    void row88SaysOnceWhatDeltasSayAfterAMessageSaidIt() {
        Wire wire = payloads(
                choice("'index':0,'delta':{'content':''},'message':{'content':'Hel'}"),
                delta("{'content':'He'}"),
                delta("{'content':'llo'}"),
                STOP);
        assertThat(wire.text()).isEqualTo("Hello");
    }

    @Test
    void row86SaysACallOnceThoughTheMessageGivesItAnotherId() {
        Wire wire = payloads(
                delta("{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]}"),
                choice(
                        "'index':0,'delta':{},'message':{'tool_calls':[{'id':'b','function':{'name':'f','arguments':'{ }'}}]},"
                                + "'finish_reason':'tool_calls'"));
        assertThat(wire.toolCalls()).containsExactly("a f {}");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_ID_CHANGED, 1L));
    }

    @Test
    void row88ReadsCallsThatMessagesSayInPieces() {
        Wire wire = payloads(
                choice(
                        "'index':0,'message':{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]}"),
                choice("'index':0,'message':{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}"),
                choice("'index':0,'message':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}"),
                choice(
                        "'index':0,'message':{'tool_calls':[{'index':1,'id':'b','function':{'name':'g','arguments':'[]'}}]}"),
                choice("'index':0,'message':{'content':''},'finish_reason':'tool_calls'"));
        assertThat(wire.toolCalls()).containsExactly("a f {}", "b g []");
        assertThat(wire.choice().toolCalls()).allMatch(ToolCall::complete);
    }

    @Test
    void row88KeepsCallsThatTheLastMessageDoesNotSayAgain() {
        Wire wire = payloads(
                choice("'index':0,'message':{'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}}]}"),
                choice("'index':0,'message':{'content':'a'}"),
                choice("'index':0,'message':{'content':'ab'},'finish_reason':'tool_calls'"));
        assertThat(wire.toolCalls()).containsExactly("a f {}");
        assertThat(wire.text()).isEqualTo("ab");
    }

    @Test
    void row91RunsNoCallOfChoicesThatSeemToBePiecesOfOne() {
        Wire wire = payloads(
                choice(
                        "'index':0,'delta':{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':''}}]}"),
                choice("'index':1,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'[]'}}]}"),
                choice("'index':2,'delta':{},'finish_reason':'tool_calls'"));
        assertThat(wire.said().choices()).hasSize(3);
        assertThat(wire.choice().toolCalls()).containsExactly(new ToolCall("a", "f", "", false));
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(
                        Deviation.CHOICE_INDEX_COUNTS_PARTS,
                        1L,
                        Deviation.TOOL_CALL_WITHOUT_NAME,
                        1L,
                        Deviation.DONE_WITHOUT_FINISH,
                        1L));
    }

    @Test
    void row89KeepsTheDeltasWhereAMessageContradictsThem() {
        Wire wire = payloads(
                delta("{'content':'Hello'}"),
                choice("'index':0,'message':{'content':'Goodbye'},'finish_reason':'stop'"));
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.MESSAGE_CONTRADICTORY, 1L));
    }

    @Test
    void row90TellsChoicesApartThatHaveNoIndexOrAString() {
        Wire wire = payloads(
                "{'id':'c','object':'chat.completion.chunk','choices':[{'delta':{'content':'a'}},{'delta':{'content':'b'}}]}",
                choice("'index':'1','delta':{'content':'B'},'finish_reason':'stop'"),
                choice("'index':'0','delta':{'content':'A'},'finish_reason':'stop'"));
        assertThat(wire.said().choices()).extracting(CompletedChoice::content).containsExactly("aA", "bB");
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(
                        Deviation.CHOICE_WITHOUT_INDEX,
                        1L,
                        Deviation.UNEXPECTED_FORM,
                        2L,
                        Deviation.ENVELOPE_CHANGED,
                        1L));
    }

    @Test
    void row103FindsReasoningInMembersThatGatewaysInvented() {
        Wire wire = payloads(
                delta("{'role':'assistant','thinking':{'content':'Hm '}}"),
                delta("{'thinking':{'content':'well'}}"),
                delta("{'thinking':{'signature':'abc'}}"),
                delta("{'content':'Hi'}"),
                STOP);
        assertThat(wire.choice().reasoning()).isEqualTo("Hm well");
        assertThat(AssistantMessage.of(wire.choice()).extras().get("thinking"))
                .isEqualTo(new JsonText("{\"content\":\"Hm well\",\"signature\":\"abc\"}"));
        Wire details = payloads(
                delta("{'reasoning_details':[{'type':'reasoning.text','text':'AA','index':0}]}"),
                delta("{'reasoning_details':[{'type':'reasoning.text','text':'BB','index':0}]}"),
                STOP);
        assertThat(details.choice().reasoning()).isEqualTo("AABB");
        assertThat(details.said().deviations()).isEmpty();
    }

    @Test
    void row107TakesTheTextOfATextCompletion() {
        Wire wire = payloads(
                "{'id':'c','object':'text_completion','choices':[{'text':'Hel','index':0,'finish_reason':null}]}",
                "{'id':'c','object':'text_completion','choices':[{'text':'lo','index':0,'finish_reason':'stop'}]}");
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TEXT_COMPLETION, 2L));
    }

    @Test
    void row107TakesTheTextBesideADeltaThatSaysNothing() {
        Wire wire = payloads(
                choice("'index':0,'text':'Hel','delta':{'role':'assistant'}"),
                choice("'index':0,'text':'lo','delta':{}"),
                STOP);
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.choice().unrecognized()).isEmpty();
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TEXT_COMPLETION, 2L));
    }

    @Test
    void row111ReadsAMessageOrADeltaThatIsAString() {
        Wire message = payloads(choice("'index':0,'message':'Hello','finish_reason':'stop'"));
        assertThat(message.text()).isEqualTo("Hello");
        assertThat(message.said().deviations()).isEqualTo(Map.of(Deviation.UNEXPECTED_FORM, 1L));
        Wire deltas = payloads(choice("'index':0,'delta':'Hel'"), choice("'index':0,'delta':'lo'"), STOP);
        assertThat(deltas.text()).isEqualTo("Hello");
        assertThat(deltas.said().deviations()).isEqualTo(Map.of(Deviation.UNEXPECTED_FORM, 2L));
    }

    @Test
    void row103SaysReasoningOnceThatComesOnceMoreAsAWhole() {
        Wire wire = payloads(
                delta("{'reasoning_content':'AA'}"),
                delta("{'reasoning_content':'BB'}"),
                delta("{'thinking_blocks':[{'type':'thinking','thinking':'AABB','signature':'s'}]}"),
                STOP);
        assertThat(wire.choice().reasoning()).isEqualTo("AABB");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.REASONING_DOUBLED, 1L));
        Wire more = payloads(delta("{'reasoning':'AA'}"), delta("{'thinking_blocks':[{'thinking':'AAB'}]}"), STOP);
        assertThat(more.choice().reasoning()).isEqualTo("AAB");
    }

    @Test
    void beginsAChoiceWithLogprobsAlone() {
        Wire wire = Wire.payloads(
                Wire.choice("'index':0,'logprobs':{'content':[{'token':'a','logprob':-1}]}"),
                Wire.delta("{'content':'a'}"),
                Wire.finish("stop"));

        assertThat(wire.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "StreamStarted",
                        "ChoiceStarted",
                        "LogprobsReceived",
                        "TextReceived",
                        "ChoiceFinished",
                        "StreamEnded");
    }
}
