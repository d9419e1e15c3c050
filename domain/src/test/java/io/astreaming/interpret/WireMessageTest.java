package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.call;
import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.open;
import static io.astreaming.interpret.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.LimitExceededException;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Messages in the place of deltas, beside them and after them: nothing is said twice, and what only they say isn't
 * lost.
 */
class WireMessageTest {
    private final ChunkInterpreter interpreter = new ChunkInterpreter(8, 8, new RetentionBudget(1_000, 10));
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void saysAtOnceWhatGrowingMessagesAdd() {
        assertThat(said(alone("Hel"), alone("Hello"), alone("Hello"), alone("Hell"), alone("Hello!"), finish("stop")))
                .containsExactly(
                        new ChoiceStarted(0),
                        new TextReceived(0, "Hel"),
                        new TextReceived(0, "lo"),
                        new TextReceived(0, "!"),
                        new ChoiceFinished(0, FinishReason.STOP));
        assertThat(deviations()).isEqualTo(Map.of(Deviation.MESSAGE_BEYOND_DELTAS, 2L));
    }

    @Test
    void joinsMessagesThatComeInPieces() {
        assertThat(texts(alone("ab"), alone("ba"), alone("c"), alone("ab"))).containsExactly("ab", "ba", "c", "ab");
        assertThat(texts(alone("abbacab!"))).containsExactly("!");
    }

    @Test
    void losesNoPieceThatIsTheBeginningOfTheFirst() {
        assertThat(texts(alone("ha"), alone("ha"), alone("h"), alone("!"))).containsExactly("ha", "hah!");
    }

    @Test
    void losesNoPieceThatIsAllThatWasSaid() {
        assertThat(texts(alone("h"), alone("a"), alone("ha"), alone("!"), alone("haha!")))
                .containsExactly("h", "a", "ha!");
    }

    @Test
    void saysAMessageOnceThatComesAgainAndGrows() {
        assertThat(texts(alone("ha"), alone("ha"), alone("ha!"), alone("ha!"))).containsExactly("ha", "!");
    }

    @Test
    void takesALongMessageThatComesAgainForNoPiece() {
        String whole = "a".repeat(60);
        assertThat(texts(alone(whole), alone(whole), alone(whole), alone("b"))).containsExactly(whole, "b");
    }

    @Test
    void holdsAMessageThatTakesBackWhatGrewForAContradiction() {
        assertThat(texts(alone("ab"), alone("abc"), alone("ba"), alone("x"))).containsExactly("ab", "c");
        assertThat(deviations())
                .isEqualTo(Map.of(Deviation.MESSAGE_BEYOND_DELTAS, 1L, Deviation.MESSAGE_CONTRADICTORY, 2L));
    }

    @Test
    void leavesOutWhatDeltasRepeatOfAMessageBeforeThem() {
        assertThat(texts(beside(content("Hello")), text("Hel"), text("lo"), text("!")))
                .containsExactly("Hello", "!");
        assertThat(deviations()).isEqualTo(Map.of(Deviation.MESSAGE_BEYOND_DELTAS, 1L));
    }

    @Test
    void goesOnWithinTheDeltaThatReachesTheMessagesEnd() {
        assertThat(texts(beside(content("Hello")), text("Hel"), text("lo world"), text("lo")))
                .containsExactly("Hello", " world", "lo");
    }

    @Test
    void takesDeltasThatSaySomethingElseThanTheMessageForMore() {
        assertThat(texts(beside(content("Hello")), text("Hel"), text("xxx"), text("lo")))
                .containsExactly("Hello", "xxx", "lo");
    }

    @Test
    void saysInTheEndWhatTheLastMessageHasBeyondTheDeltas() {
        assertThat(said(
                        chunk(open(0, new ReasoningDelta("r", "reasoning"), content("ab"), new RefusalDelta("n"))),
                        beside(content("abX")),
                        beside(
                                new RefusalDelta("no"),
                                content("abc"),
                                new ReasoningDelta("rs", "reasoning"),
                                new RoleDelta(Role.ASSISTANT)),
                        finish("stop")))
                .containsExactly(
                        new ChoiceStarted(0),
                        new ReasoningReceived(0, "r"),
                        new TextReceived(0, "ab"),
                        new RefusalReceived(0, "n"),
                        new RoleReceived(0, Role.ASSISTANT),
                        new ReasoningReceived(0, "s"),
                        new TextReceived(0, "c"),
                        new RefusalReceived(0, "o"),
                        new ChoiceFinished(0, FinishReason.STOP));
        assertThat(deviations()).isEqualTo(Map.of(Deviation.MESSAGE_BEYOND_DELTAS, 3L));
    }

    @Test
    void saysNothingMoreWhereAMessageSumsUpTheDeltas() {
        assertThat(texts(text("ab"), beside(content("ab")))).containsExactly("ab");
        assertThat(deviations()).isEmpty();
    }

    @Test
    void keepsTheDeltasWhereTheLastMessageIsShorterOrAnother() {
        assertThat(texts(text("ab"), beside(content("a")))).containsExactly("ab");
        assertThat(texts(text("cd"), beside(content("abdc")))).containsExactly("cd");
        assertThat(deviations()).isEqualTo(Map.of(Deviation.MESSAGE_CONTRADICTORY, 2L));
    }

    @Test
    void tellsReasoningAndRefusalOfAMessageAlone() {
        assertThat(said(
                        alone(new RefusalDelta("no"), content("a"), new ReasoningDelta("r", "reasoning")),
                        alone(new ReasoningDelta("rs", "reasoning"))))
                .containsExactly(
                        new ChoiceStarted(0),
                        new ReasoningReceived(0, "r"),
                        new TextReceived(0, "a"),
                        new RefusalReceived(0, "no"),
                        new ReasoningReceived(0, "s"));
    }

    @Test
    void anEmptyMessageSaysNothingAndStartsNothing() {
        assertThat(said(chunk(open(0, new MessageDelta(List.of()))))).isEmpty();
        assertThat(said(chunk(open(0, content("a"), new MessageDelta(List.of())))))
                .containsExactly(new ChoiceStarted(0), new TextReceived(0, "a"));
    }

    @Test
    void readsDeltasWhereThereIsNoMessageInTheirPlace() {
        Extras noDelta = new Extras(Map.of("delta", JsonText.ABSENT));
        Extras alsoMessage = new Extras(Map.of("message", new JsonText("{}")));
        assertThat(texts(
                        choice(noDelta, content("a")),
                        choice(noDelta, content("a")),
                        choice(alsoMessage, content("a"))))
                .containsExactly("a", "a", "a");
        assertThat(deviations()).isEmpty();
    }

    @Test
    void tellsWhatElseOnlyTheMessageHas() {
        AudioDelta audio = new AudioDelta("a", null, "spoken", null, Extras.NONE);
        AnnotationsDelta annotations = new AnnotationsDelta(new JsonText("[1]"));
        UnrecognizedDelta known = new UnrecognizedDelta("known", new JsonText("1"));
        UnrecognizedDelta fresh = new UnrecognizedDelta("fresh", new JsonText("2"));
        assertThat(said(chunk(open(0, annotations, known)), beside(annotations, known, audio, fresh)))
                .containsExactly(
                        new ChoiceStarted(0),
                        new AnnotationsReceived(0, new JsonText("[1]")),
                        new Unrecognized(Unrecognized.Location.DELTA, 0, "known", new JsonText("1")),
                        new AudioReceived(0, audio),
                        new Unrecognized(Unrecognized.Location.DELTA, 0, "fresh", new JsonText("2")));
    }

    @Test
    void tellsAnnotationsOfAMessageThoughDeltasHadAudio() {
        AudioDelta audio = new AudioDelta("a", null, "spoken", null, Extras.NONE);
        AnnotationsDelta annotations = new AnnotationsDelta(new JsonText("[1]"));
        assertThat(said(chunk(open(0, audio)), beside(annotations, audio)))
                .containsExactly(
                        new ChoiceStarted(0),
                        new AudioReceived(0, audio),
                        new AnnotationsReceived(0, new JsonText("[1]")));
    }

    @Test
    void nothingElseOfAMessageIsToldWhereDeltasHadSixteenThings() {
        UnrecognizedDelta fresh = new UnrecognizedDelta("fresh", new JsonText("2"));
        assertThat(said(chunk(open(0, unknown(15))), beside(fresh)))
                .hasSize(17)
                .last()
                .isEqualTo(new Unrecognized(Unrecognized.Location.DELTA, 0, "fresh", new JsonText("2")));
        assertThat(said(chunk(open(1, unknown(16))), chunk(open(1, new MessageDelta(List.of(fresh))))))
                .hasSize(17)
                .doesNotContain(new Unrecognized(Unrecognized.Location.DELTA, 1, "fresh", new JsonText("2")));
    }

    @Test
    void tellsCallsThatOnlyAMessageHasInTheirOrder() {
        assertThat(said(
                        alone(custom("a", "draw", null), call(null, "b", "g", "{}"), call(null, null, "h", "[]")),
                        finish("stop")))
                .containsExactly(
                        new ChoiceStarted(0),
                        new Unrecognized(Unrecognized.Location.TOOL_CALL, 0, "extra", new JsonText("1")),
                        new ToolCallStarted(0, 0, "a", "draw"),
                        new ToolCallStarted(0, 1, "b", "g"),
                        new ToolArgumentsReceived(0, 1, "{}"),
                        new ToolCallStarted(0, 2, null, "h"),
                        new ToolArgumentsReceived(0, 2, "[]"),
                        new ToolCallFinished(
                                0,
                                0,
                                new ToolCall(
                                        "a",
                                        "custom",
                                        "draw",
                                        "",
                                        true,
                                        new Extras(Map.of("extra", new JsonText("1"))))),
                        new ToolCallFinished(0, 1, new ToolCall("b", "g", "{}", true)),
                        new ToolCallFinished(0, 2, new ToolCall(null, "h", "[]", true)),
                        new ChoiceFinished(0, FinishReason.STOP));
        assertThat(deviations()).isEqualTo(Map.of(Deviation.TOOL_CALLS_WITH_STOP, 1L));
    }

    @Test
    void goesOnWithACallOfTheSameId() {
        assertThat(said(
                        chunk(open(0, call(0, "a", "f", ""), call(1, "b", "g", "{\"x\":"))),
                        beside(call(null, "b", "g", "{\"x\":1}"), call(null, "a", "f", "{}")),
                        finish("tool_calls")))
                .containsExactly(
                        new ChoiceStarted(0),
                        new ToolCallStarted(0, 0, "a", "f"),
                        new ToolCallStarted(0, 1, "b", "g"),
                        new ToolArgumentsReceived(0, 1, "{\"x\":"),
                        new ToolArgumentsReceived(0, 1, "1}"),
                        new ToolArgumentsReceived(0, 0, "{}"),
                        new ToolCallFinished(0, 0, new ToolCall("a", "f", "{}", true)),
                        new ToolCallFinished(0, 1, new ToolCall("b", "g", "{\"x\":1}", true)),
                        new ChoiceFinished(0, FinishReason.TOOL_CALLS));
        assertThat(deviations()).isEmpty();
    }

    @Test
    void goesOnWithACallByItsPlaceWhereOneHasNoId() {
        assertThat(calls(
                        chunk(open(0, call(0, null, "f", "{"), call(1, "b", "g", "{"))),
                        beside(call(null, "a", "f", "{}"), call(null, null, "g", "{}"))))
                .containsExactly(new ToolCall("a", "f", "{}", true), new ToolCall("b", "g", "{}", true));
        assertThat(deviations()).isEmpty();
    }

    @Test
    void takesAnotherIdForAnotherCallUnlessItSaysTheSame() {
        assertThat(calls(chunk(open(0, call(0, "a", "f", "{}"))), beside(call(null, "b", "f", "{}"))))
                .containsExactly(new ToolCall("a", "f", "{}", true));
        assertThat(calls(beside(call(null, "c", "g", "[]"))))
                .containsExactly(new ToolCall("a", "f", "{}", true), new ToolCall("c", "g", "[]", true));
    }

    @Test
    void namesACallThatHadNoName() {
        assertThat(calls(chunk(open(0, call(0, "a", null, "{"))), beside(call(null, "a", "f", "{}"))))
                .containsExactly(new ToolCall("a", "f", "{}", true));
        assertThat(deviations()).isEmpty();
    }

    @Test
    void sayingArgumentsAgainInAnotherFormIsNoContradiction() {
        for (String same : Arrays.asList("{ \"x\": 1 }", "{\"x\":1}", " ", "{}", null)) {
            assertThat(argumentsWith("{ \"x\": 1 }", "f", same)).containsExactly("{ \"x\": 1 }");
        }
        assertThat(deviations()).isEmpty();
    }

    @Test
    void otherArgumentsOrAnotherNameContradict() {
        assertThat(argumentsWith("{\"x\":1}", "f", "{\"x\":2}")).containsExactly("{\"x\":1}");
        assertThat(argumentsWith("{\"x\":1}", "f", "x")).containsExactly("{\"x\":1}");
        assertThat(argumentsWith("{\"x\"", "f", "x")).containsExactly("{\"x\"");
        assertThat(argumentsWith("{\"x\"", "g", "{\"x\":1}")).containsExactly("{\"x\"");
        assertThat(deviations())
                .isEqualTo(Map.of(Deviation.MESSAGE_CONTRADICTORY, 4L, Deviation.ARGUMENTS_NOT_JSON, 2L));
    }

    @Test
    void comparesAMessageWithTheObjectThatCameBefore() {
        Extras sent = new Extras(Map.of("arguments", new JsonText("{\"x\":1}")));
        ToolCallDelta object = new ToolCallDelta(0, "a", null, "f", "{\"x\":1}", Extras.NONE, sent);
        assertThat(calls(chunk(open(0, object)), beside(call(null, "a", "f", "{\"x\":2}"))))
                .containsExactly(new ToolCall("a", "f", "{\"x\":1}", true));
        assertThat(deviations()).isEqualTo(Map.of(Deviation.MESSAGE_CONTRADICTORY, 1L));
    }

    @Test
    void readsACallOfTheOlderFormFromAMessageAlone() {
        assertThat(said(alone(new FunctionCallDelta("f", "{}", Extras.NONE)), finish("function_call")))
                .containsExactly(
                        new ChoiceStarted(0),
                        new ToolCallStarted(0, ToolCallStarted.FUNCTION_CALL, null, "f"),
                        new ToolArgumentsReceived(0, ToolCallStarted.FUNCTION_CALL, "{}"),
                        new ToolCallFinished(0, ToolCallStarted.FUNCTION_CALL, new ToolCall(null, "f", "{}", true)),
                        new ChoiceFinished(0, FinishReason.FUNCTION_CALL));
        assertThat(deviations()).isEmpty();
    }

    @Test
    void goesOnWithACallOfTheOlderForm() {
        assertThat(calls(
                        chunk(open(0, new FunctionCallDelta("f", "{\"x\":", Extras.NONE))),
                        beside(new FunctionCallDelta("f", "{\"x\":1}", Extras.NONE))))
                .containsExactly(new ToolCall(null, "f", "{\"x\":1}", true));
        assertThat(deviations()).isEmpty();
    }

    @Test
    void keepsTheLastMessageOnlyAndWithinTheLimit() {
        // A message costs twice its JSON, and 4 objects for each part.
        Chunk whole = choice(message(404), content("a"));
        said(whole, whole, whole);
        assertThatThrownBy(() -> said(choice(message(405), content("a")))).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void eachPartOfAMessageCosts() {
        said(choice(message(308), content("a"), content("b")));
        assertThatThrownBy(() -> said(choice(message(309), content("a"), content("b"))))
                .isInstanceOf(LimitExceededException.class);
    }

    private List<String> argumentsWith(String said, String name, @Nullable String summed) {
        ChunkInterpreter fresh = new ChunkInterpreter(8, 8, new RetentionBudget(1_000, 10));
        List<ChatEvent> told = new ArrayList<>();
        fresh.interpret(chunk(open(0, call(0, "a", "f", said))), told::add);
        fresh.interpret(beside(call(null, "a", name, summed)), told::add);
        fresh.interpret(finish("tool_calls"), told::add);
        fresh.end(true, told::add);
        fresh.deviations().forEach((deviation, count) -> assertThat(count).isEqualTo(1));
        fresh.deviations().keySet().forEach(interpreter::deviation);
        return told.stream()
                .filter(ToolArgumentsReceived.class::isInstance)
                .map(event -> ((ToolArgumentsReceived) event).fragment())
                .toList();
    }

    private static Delta[] unknown(int count) {
        Delta[] deltas = new Delta[count];
        for (int i = 0; i < count; i++) {
            deltas[i] = new UnrecognizedDelta("n" + i, new JsonText("1"));
        }
        return deltas;
    }

    private static ToolCallDelta custom(String id, String name, @Nullable String arguments) {
        Extras extras = new Extras(Map.of("extra", new JsonText("1")));
        return new ToolCallDelta(null, id, "custom", name, arguments, extras, Extras.NONE);
    }

    private static Delta content(String text) {
        return new ContentDelta(text);
    }

    private static Chunk alone(String text) {
        return alone(content(text));
    }

    private static Chunk alone(Delta... deltas) {
        return choice(message(2), deltas);
    }

    private static Extras message(int length) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("delta", JsonText.ABSENT);
        members.put("message", new JsonText("{" + " ".repeat(length - 2) + "}"));
        return new Extras(members);
    }

    private static CompletionChunk beside(Delta... message) {
        return chunk(open(0, new MessageDelta(List.of(message))));
    }

    private static CompletionChunk choice(Extras extras, Delta... deltas) {
        Choice choice = new OpenChoice(0, List.of(deltas), null, extras, Extras.NONE);
        return chunk(choice);
    }

    /** What these chunks say, to their end, without the stream's start. */
    private List<ChatEvent> said(Chunk... chunks) {
        events.clear();
        for (Chunk chunk : chunks) {
            interpreter.interpret(chunk, events::add);
        }
        interpreter.end(true, events::add);
        return events.stream()
                .filter(event -> !(event instanceof StreamStarted))
                .toList();
    }

    private List<String> texts(Chunk... chunks) {
        return said(chunks).stream()
                .filter(TextReceived.class::isInstance)
                .map(event -> ((TextReceived) event).text())
                .toList();
    }

    private List<ToolCall> calls(Chunk... chunks) {
        return said(chunks).stream()
                .filter(ToolCallFinished.class::isInstance)
                .map(event -> ((ToolCallFinished) event).toolCall())
                .toList();
    }

    private Map<Deviation, Long> deviations() {
        return interpreter.deviations();
    }
}
