package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.call;
import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.LimitExceededException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that messages say in the place of deltas: whole in the last one, growing, or in pieces. */
class CallsInMessagesTest {
    private final ChunkInterpreter interpreter = new ChunkInterpreter(8, 8, new RetentionBudget(1_000, 10));
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void joinsPiecesThatHaveIndexesAndNoName() {
        assertThat(calls(
                        message(call(0, "a", "f", "{\"x\":")),
                        message(call(0, null, null, "1")),
                        message(call(0, null, null, "}"), call(1, "b", "g", "{}"))))
                .containsExactly(whole("a", "f", "{\"x\":1}"), whole("b", "g", "{}"));
        assertThat(interpreter.deviations()).isEmpty();
        assertThat(events)
                .containsSubsequence(
                        new ToolCallStarted(0, 0, "a", "f"),
                        new ToolArgumentsReceived(0, 0, "{\"x\":"),
                        new ToolArgumentsReceived(0, 0, "1"),
                        new ToolArgumentsReceived(0, 0, "}"),
                        new ToolCallStarted(0, 1, "b", "g"));
    }

    @Test
    void takesANameUnderANewIndexForTheNextPiece() {
        assertThat(calls(message(call(0, "a", "f", "{}")), message(call(1, "b", "g", "[]"))))
                .containsExactly(whole("a", "f", "{}"), whole("b", "g", "[]"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void takesANameThatComesAgainUnderItsIndexForAWholeCall() {
        assertThat(calls(
                        message(call(0, "a", "f", "{\"x\":"), call(1, "b", "g", "[")),
                        message(call(1, "b", "g", "[]"), call(0, "a", "f", "{\"x\":1}"))))
                .containsExactly(whole("b", "g", "[]"), whole("a", "f", "{\"x\":1}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void takesNoCallsForPiecesOfWhichSomeHaveNoIndex() {
        assertThat(calls(
                        message(call(0, "a", "f", "{}")), message(call(1, "b", "g", "[]"), call(null, "c", "h", "[]"))))
                .containsExactly(whole("b", "g", "[]"), whole("c", "h", "[]"));
        assertThat(new CallsInMessagesTest()
                        .calls(
                                message(call(null, "a", "f", "{}"), call(0, "b", "g", "[]")),
                                message(call(1, "c", "h", "[]"))))
                .containsExactly(whole("c", "h", "[]"));
    }

    @Test
    void takesAMessageBesideCallsOfDeltasForTheirSum() {
        assertThat(calls(
                        chunk(open(0, call(0, "a", "f", "{\"x\":1}"))),
                        beside(call(0, "a", "f", "{\"x\":1}")),
                        beside(call(0, "a", null, "{\"x\":1}"))))
                .containsExactly(whole("a", "f", "{\"x\":1}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void keepsCallsThatALaterMessageDoesNotSayAgain() {
        assertThat(calls(message(call(0, "a", "f", "{}")), message(new ContentDelta("Done."))))
                .containsExactly(whole("a", "f", "{}"));
        assertThat(new CallsInMessagesTest()
                        .calls(
                                message(new FunctionCallDelta("f", "{}", Extras.NONE)),
                                message(new ContentDelta("Done.")),
                                message(new ContentDelta("Done."))))
                .containsExactly(new ToolCall(null, "f", "{}", true));
        assertThat(new CallsInMessagesTest().calls(message(call(0, "a", "f", "{}")), message(call(0, "b", "g", "[]"))))
                .containsExactly(whole("b", "g", "[]"));
    }

    @Test
    void keptCallsCostWhatTheirMessageDidOnceHoweverManyMessagesFollow() {
        Chunk said = message(300, call(0, "a", "f", "{}"));
        Chunk most = message(2, new ContentDelta("a"));
        interpret(said, most, most, most);

        Chunk tooMuch = message(10, new ContentDelta("a"));
        assertThatThrownBy(() -> interpret(tooMuch)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void whatIsSaidTwiceByItsNameIsKeptOnce() {
        ChunkInterpreter small = new ChunkInterpreter(8, 8, new RetentionBudget(1_000, 10));
        Chunk odd = chunk(open(0, new UnrecognizedDelta("n".repeat(RetentionBudget.FREE - 1_000), new JsonText("1"))));
        for (int i = 0; i < 10; i++) {
            small.interpret(odd, events::add);
        }
        assertThat(events).filteredOn(Unrecognized.class::isInstance).hasSize(10);
    }

    @Test
    void takesACallOfAMessageUnderAnotherIdForTheSameIfItSaysTheSame() {
        for (String again : List.of("{\"x\": 1}", "{\"x\":1}")) {
            assertThat(new CallsInMessagesTest()
                            .calls(
                                    chunk(open(0, call(0, "a", "f", "{\"x\": 1}"))),
                                    beside(call(null, "b", "f", again))))
                    .hasSize(1);
        }
        Extras sent = new Extras(Map.of("arguments", new JsonText("{\"x\":1}")));
        ToolCallDelta object = new ToolCallDelta(0, "a", null, "f", "{\"x\":1}", Extras.NONE, sent);
        assertThat(new CallsInMessagesTest().calls(chunk(open(0, object)), beside(call(null, "b", "f", "{\"x\":1}"))))
                .hasSize(1);
    }

    @Test
    void takesACallOfAMessageUnderAnotherIdForAnotherIfItSaysLess() {
        assertThat(calls(chunk(open(0, call(0, "a", "f", "{}"))), beside(call(null, "b", "f", null))))
                .containsExactly(whole("a", "f", "{}"), whole("b", "f", ""));
        assertThat(interpreter.deviations()).doesNotContainKey(Deviation.TOOL_CALL_ID_CHANGED);
    }

    @Test
    void takesACallOfAMessageUnderAnotherIdForAnotherIfItSaysSomethingElse() {
        assertThat(calls(chunk(open(0, call(0, "a", "f", "{}"))), beside(call(null, "b", "f", "[]"))))
                .containsExactly(whole("a", "f", "{}"), whole("b", "f", "[]"));
    }

    private static ToolCall whole(String id, String name, String arguments) {
        return new ToolCall(id, name, arguments, true);
    }

    private static Chunk beside(Delta... said) {
        return chunk(open(0, new MessageDelta(List.of(said))));
    }

    private static Chunk message(Delta... said) {
        return message(2, said);
    }

    /** A choice with a message of so many characters and no delta. */
    private static Chunk message(int length, Delta... said) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("delta", JsonText.ABSENT);
        members.put("message", new JsonText("{" + " ".repeat(length - 2) + "}"));
        return chunk(new OpenChoice(0, List.of(said), null, new Extras(members), Extras.NONE));
    }

    private void interpret(Chunk... chunks) {
        for (Chunk chunk : chunks) {
            interpreter.interpret(chunk, events::add);
        }
    }

    private List<ToolCall> calls(Chunk... chunks) {
        interpret(chunks);
        interpret(finish("tool_calls"));
        interpreter.end(true, events::add);
        return events.stream()
                .filter(ToolCallFinished.class::isInstance)
                .map(event -> ((ToolCallFinished) event).toolCall())
                .toList();
    }
}
