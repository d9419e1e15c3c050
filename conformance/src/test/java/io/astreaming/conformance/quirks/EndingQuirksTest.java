package io.astreaming.conformance.quirks;

import static io.astreaming.conformance.Wire.body;
import static io.astreaming.conformance.Wire.choice;
import static io.astreaming.conformance.Wire.delta;
import static io.astreaming.conformance.Wire.finish;
import static io.astreaming.conformance.Wire.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.GoldenRows;
import io.astreaming.conformance.Wire;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How streams really end, and fail; the numbers are the rows of docs/quirks.md. */
@ExtendWith(GoldenRows.class)
class EndingQuirksTest {
    private static final String TEXT = delta("{'content':'a'}");
    private static final String STOP = finish("stop");

    @Test
    void row23TakesAnEmptyFinishReasonForNone() {
        Wire wire = payloads(choice("'index':0,'delta':{'content':'a'},'finish_reason':''"), TEXT, STOP);
        assertThat(wire.text()).isEqualTo("aa");
        assertThat(wire.events.stream().filter(ChoiceFinished.class::isInstance))
                .hasSize(1);
    }

    @Test
    void row24And74AreWholeWithDoneOrWithAFinishReason() {
        assertThat(payloads(TEXT).outcome).isInstanceOf(Completed.class);
        assertThat(payloads(TEXT).said().deviations()).isEqualTo(Map.of(Deviation.DONE_WITHOUT_FINISH, 1L));
        assertThat(body(event(TEXT) + event(STOP)).outcome).isInstanceOf(Completed.class);
    }

    @Test
    void row25TakesTheStringNullForNoReason() {
        Wire wire = payloads(choice("'index':0,'delta':{'content':'a'},'finish_reason':'null'"), STOP);
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.FINISH_REASON_NULL_STRING, 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eos", "eos_token", "abort", "sensitive"})
    void row25And78KeepReasonsBeyondTheList(String reason) {
        Wire wire = payloads(TEXT, finish(reason));
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.of(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "network_error"})
    void row25FailsWhereTheReasonIsAFailure(String reason) {
        assertThat(payloads(TEXT, finish(reason)).outcome).isInstanceOf(Failed.class);
    }

    @Test
    void row26TakesAFinishThatComesTwiceForOne() {
        Wire wire = payloads(TEXT, STOP, STOP);
        assertThat(wire.events.stream().filter(ChoiceFinished.class::isInstance))
                .hasSize(1);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.FINISH_REPEATED, 1L));
    }

    @Test
    void row27TakesContentOfTheFinishChunk() {
        assertThat(payloads(choice("'index':0,'delta':{'content':'a'},'finish_reason':'stop'"))
                        .text())
                .isEqualTo("a");
    }

    @Test
    void row28AcceptsContentAfterTheFinishAndReportsIt() {
        Wire wire = payloads(TEXT, STOP, TEXT);
        assertThat(wire.text()).isEqualTo("aa");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.DELTA_AFTER_FINISH, 1L));
    }

    @Test
    void row29ClosesEveryChoiceAtTheEnd() {
        Wire wire = payloads(
                choice("'index':0,'delta':{'content':'a'}"),
                choice("'index':1,'delta':{'content':'b'},'finish_reason':'stop'"));
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().choices()).hasSize(2);
    }

    @Test
    void row35TakesANullErrorForNone() {
        Wire wire = payloads("{'id':'c','object':'chat.completion.chunk','error':null,"
                + "'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
    }

    @Test
    void row36FailsWithTheErrorAndKeepsWhatCame() {
        Wire wire = payloads(TEXT, "{'error':{'message':'overloaded','type':'server_error','code':503}}");
        assertThat(wire.outcome).isInstanceOf(Failed.class);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.outcome.error()).isInstanceOfSatisfying(ProviderFailedException.class, e -> {
            assertThat(e.detail().message()).isEqualTo("overloaded");
            assertThat(e.detail().type()).isEqualTo("server_error");
            assertThat(e.detail().code()).isEqualTo("503");
        });
    }

    @Test
    void row37TakesChoicesBesideAnError() {
        Wire wire = payloads("{'id':'c','object':'chat.completion.chunk','error':{'code':502,'message':'bad gateway'},"
                + "'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'error'}]}");
        assertThat(wire.outcome).isInstanceOf(Failed.class);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.outcome.error()).hasMessageContaining("bad gateway");
    }

    @Test
    void row38ReadsErrorsOfAnyForm() {
        assertThat(payloads("{'error':'out of memory'}").outcome.error()).hasMessageContaining("out of memory");
        assertThat(body("event: error\ndata: {\"message\":\"too slow\",\"code\":7}\n\n")
                        .outcome
                        .error())
                .hasMessageContaining("too slow")
                .hasMessageContaining("7");
        assertThat(body("event: error\ndata: not JSON\n\n").outcome.error()).hasMessageContaining("not JSON");
        assertThat(payloads("{'error':[{'msg':'field required'}]}").outcome.error())
                .hasMessageContaining("field required");
    }

    @Test
    void row39EndsWithAnErrorThatNothingFollows() {
        assertThat(body(event(TEXT) + event("{'error':{'message':'gone'}}")).outcome)
                .isInstanceOf(Failed.class);
    }

    @Test
    void row40NeverTakesACutForSuccess() {
        assertThat(body(event(TEXT)).outcome).isInstanceOf(Truncated.class);
    }

    @Test
    void row41NeedsNoDone() {
        Wire wire = body(event(TEXT) + event(STOP));
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.DONE_MISSING, 1L));
    }

    @Test
    void row49TakesALastEventThatIsWholeAndDropsOneThatIsNot() {
        String last = event(STOP).strip();
        assertThat(body(event(TEXT) + last).outcome).isInstanceOf(Completed.class);
        assertThat(body(event(TEXT) + last.substring(0, last.length() - 1)).outcome)
                .isInstanceOf(Truncated.class);
    }

    @Test
    void row51NeverTakesNothingForSuccess() {
        assertThat(body("").outcome).isInstanceOf(Failed.class);
        assertThat(payloads().outcome).isInstanceOf(Failed.class);
    }

    @Test
    void row67TakesAnErrorThatComesAsAField() {
        Wire wire = body(event(TEXT) + "error: {\"error\":{\"message\":\"slot unavailable\",\"code\":503}}\n\n");
        assertThat(wire.outcome).isInstanceOf(Failed.class);
        assertThat(wire.outcome.error()).hasMessageContaining("slot unavailable");
    }

    @Test
    void row68KeepsPayloadsThatAreNoChunksAndNothingAfterDone() {
        Wire wire = body(
                event("{'type':'ping'}") + event(TEXT) + event(STOP) + "data: [DONE]\n\n" + event("{'cost':'0.1'}"));
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(Deviation.UNRECOGNIZED_PAYLOAD, 1L, Deviation.PAYLOAD_AFTER_DONE, 1L));
    }

    @Test
    void row76FindsDoneBehindATrailingSpace() {
        assertThat(body(event(TEXT) + event(STOP) + "data: [DONE] \n\n").said().deviations())
                .isEmpty();
    }

    @Test
    void row100FailsWithTheErrorOfAChoiceAndKeepsItsText() {
        Wire wire = payloads(
                TEXT,
                choice("'index':0,'delta':{'content':'b'},'finish_reason':'error',"
                        + "'error':{'code':502,'message':'upstream gone'}"));
        assertThat(wire.text()).isEqualTo("ab");
        assertProviderFailed(wire, "upstream gone", "502");
    }

    @Test
    void row101FailsWithTheCodeOfAVendorsStatus() {
        assertProviderFailed(
                payloads("{'id':'c','choices':null,'base_resp':{'status_code':1008,'status_msg':'no balance'}}"),
                "no balance",
                "1008");
        Wire well = payloads("{'id':'c','choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}],"
                + "'base_resp':{'status_code':0,'status_msg':''}}");
        assertThat(well.outcome).isInstanceOf(Completed.class);
    }

    @Test
    void row102FailsWithAnErrorThatHasNothingAroundIt() {
        assertProviderFailed(payloads(TEXT, "{'code':503,'message':'no capacity'}"), "no capacity", "503");
        assertProviderFailed(
                Wire.document(
                        "application/json",
                        "{\"code\":\"InvalidApiKey\",\"message\":\"wrong key\",\"request_id\":\"r\"}"),
                "wrong key",
                "InvalidApiKey");
    }

    private static void assertProviderFailed(Wire wire, String message, String code) {
        assertThat(wire.outcome).isInstanceOf(Failed.class);
        assertThat(wire.outcome.error()).isInstanceOfSatisfying(ProviderFailedException.class, e -> {
            assertThat(e.detail().message()).isEqualTo(message);
            assertThat(e.detail().code()).isEqualTo(code);
        });
    }

    private static String event(String payload) {
        return "data: " + payload.replace('\'', '"') + "\n\n";
    }
}
