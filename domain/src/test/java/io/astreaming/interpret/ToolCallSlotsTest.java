package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.call;
import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool-call slot rule, one test for each way in which providers tell calls apart. */
class ToolCallSlotsTest {
    private final ChunkInterpreter interpreter = new ChunkInterpreter(8, 8, new RetentionBudget(1_000, 10));
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void holdsNoMoreOfANamelessCallThanMayBeKept() {
        String piece = "x".repeat(100);
        for (int i = 0; i < 10; i++) {
            delta(call(0, "a", null, piece));
        }
        assertThatThrownBy(() -> delta(call(0, "a", null, "x")))
                .isInstanceOf(LimitExceededException.class)
                .satisfies(e -> assertThat(((LimitExceededException) e).limit()).isEqualTo(StreamLimit.TOTAL_TEXT));
    }

    @Test
    void letsANameGrowOnlySoFar() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        delta(call(0, "a", "n" + i, null));
                    }
                })
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void keepsParallelCallsApartByIndex() {
        delta(call(0, "a", "first", ""));
        delta(call(1, "b", "second", ""));
        delta(call(0, null, null, "[1"));
        delta(call(1, null, null, "[2"));
        delta(call(0, null, null, "]"));
        delta(call(1, null, null, "]"));
        assertThat(calls()).containsExactly(whole("a", "first", "[1]"), whole("b", "second", "[2]"));
    }

    @Test
    void opensACallForEachNewNamedIdUnderOneIndex() {
        delta(call(0, "a", "first", "{}"));
        delta(call(0, "b", "second", "{}"));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"), whole("b", "second", "{}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_INDEX_REUSED, 1L));
    }

    @Test
    void ignoresAFreshIdOnEachNamelessPiece() {
        delta(call(0, "a", "first", ""));
        delta(call(0, "b", null, "{\"x\":"));
        delta(call(0, "c", null, "1}"));
        assertThat(calls()).containsExactly(whole("a", "first", "{\"x\":1}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_ID_CHANGED, 2L));
    }

    @Test
    void takesTheSameIdAndNameOnEveryPieceAsOneCall() {
        delta(call(0, "a", "first", "{"));
        delta(call(0, "a", "first", "}"));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_NAME_REPEATED, 1L));
    }

    @Test
    void fallsBackToTheLastCallWhereThereIsNoIndex() {
        delta(call(null, "a", "first", null));
        delta(call(null, null, null, "{}"));
        delta(call(null, "b", "second", null));
        delta(call(null, null, null, "[]"));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"), whole("b", "second", "[]"));
    }

    @Test
    void opensTwoCallsForTwoNamesInOneDeltaWithoutIndexOrId() {
        delta(call(null, null, "first", "{}"), call(null, null, "second", "{}"));
        assertThat(calls()).containsExactly(whole(null, "first", "{}"), whole(null, "second", "{}"));
    }

    @Test
    void opensTwoCallsOfTheSameToolWithoutArgumentsInOneDelta() {
        delta(call(null, null, "ping", null), call(null, null, "ping", null));
        assertThat(calls()).containsExactly(whole(null, "ping", ""), whole(null, "ping", ""));
    }

    @Test
    void gathersIdNameAndArgumentsFromThreePieces() {
        delta(call(0, "a", null, null));
        delta(call(0, null, "first", null));
        delta(call(0, null, null, "{}"));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"));
    }

    @Test
    void foldsTwoEntriesOfOneIndexInOneDelta() {
        delta(call(0, "a", "first", "{"), call(0, null, null, "}"));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"));
    }

    @Test
    void letsANameGrowBeforeTheArguments() {
        delta(call(0, "a", "get_", null));
        delta(call(0, null, "weather", null));
        delta(call(0, null, null, "{}"));
        assertThat(calls()).containsExactly(whole("a", "get_weather", "{}"));
    }

    @Test
    void tellsACallOnlyOnceItsNameCanNoLongerGrow() {
        delta(call(0, "a", "get_", null));
        assertThat(events).noneMatch(ToolCallStarted.class::isInstance);
        delta(call(0, null, "weather", null), call(0, null, null, "{"));
        assertThat(events)
                .contains(new ToolCallStarted(0, 0, "a", "get_weather"), new ToolArgumentsReceived(0, 0, "{"));
    }

    @Test
    void keepsArgumentsThatComeBeforeTheName() {
        delta(call(0, "a", null, "{\"x\""));
        delta(call(0, null, "late", ":1}"));
        assertThat(calls()).containsExactly(whole("a", "late", "{\"x\":1}"));
        assertThat(events)
                .containsSubsequence(
                        new ToolCallStarted(0, 0, "a", "late"), new ToolArgumentsReceived(0, 0, "{\"x\":1}"));
    }

    @Test
    void acceptsIndexesThatStartAnywhere() {
        delta(call(7, "a", "first", "{}"));
        delta(call(3, "b", "second", "{}"));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"), whole("b", "second", "{}"));
    }

    @Test
    void takesOneIdUnderTwoIndexesAsTwoCallsIfBothAreNamed() {
        delta(call(0, "same", "first", "{}"));
        delta(call(1, "same", "second", "{}"));
        delta(call(1, null, null, " "));
        assertThat(calls()).containsExactly(whole("same", "first", "{}"), whole("same", "second", "{} "));
    }

    @Test
    void tellsAnEarlierCallWithoutArgumentsBeforeALaterOne() {
        delta(call(0, "a", "first", ""));
        delta(call(1, "b", "second", "{}"));
        assertThat(events.stream().filter(ToolCallStarted.class::isInstance))
                .containsExactly(new ToolCallStarted(0, 0, "a", "first"), new ToolCallStarted(0, 1, "b", "second"));
    }

    @Test
    void dropsACallThatNeverGotANameOrArguments() {
        delta(call(0, "a", "first", "{}"));
        delta(call(1, "b", null, null));
        assertThat(calls()).containsExactly(whole("a", "first", "{}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_EMPTY, 1L));
    }

    @Test
    void neverFinishesACallThatWasCutEvenIfItsArgumentsParse() {
        delta(call(0, "a", "delete", "{}"));
        interpreter.interpret(finish("length"), events::add);
        interpreter.end(true, events::add);
        assertThat(events).noneMatch(ToolCallFinished.class::isInstance);
        assertThat(assembled()).containsExactly(new ToolCall("a", "delete", "{}", false));
    }

    @Test
    void finishesNoCallOfAStreamThatDidNotEndWell() {
        delta(call(0, "a", "delete", "{}"));
        interpreter.end(false, events::add);
        assertThat(events).noneMatch(ToolCallFinished.class::isInstance);
    }

    @Test
    void boundsTheNumberOfCalls() {
        for (int i = 0; i < 8; i++) {
            delta(call(i, "id" + i, "f", "{}"));
        }
        assertThatThrownBy(() -> delta(call(8, "id8", "f", "{}")))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(StreamLimit.TOOL_CALLS));
    }

    @Test
    void keepsKindAndExtrasOfACallAndTellsEachOnce() {
        delta(piece(0, "a", "custom", "draw", null, Map.of("extra_content", "1", "custom", "{}")));
        delta(piece(0, null, null, null, "x", Map.of("extra_content", "1", "index", "0.0")));
        delta(piece(0, null, null, null, "y", Map.of("extra_content", "2", "n", "null")));

        Extras extras = new Extras(Map.of("extra_content", new JsonText("2")));
        assertThat(calls()).containsExactly(new ToolCall("a", "custom", "draw", "xy", true, extras));
        assertThat(events.stream().filter(Unrecognized.class::isInstance))
                .containsExactly(
                        new Unrecognized(Unrecognized.Location.TOOL_CALL, 0, "extra_content", new JsonText("1")),
                        new Unrecognized(Unrecognized.Location.TOOL_CALL, 0, "extra_content", new JsonText("2")));
    }

    @Test
    void boundsTheExtrasOfCalls() {
        delta(piece(0, "a", null, "f", "{}", Map.of("a", "1", "b", "2", "c", "3")));
        CompletionAssembler assembler = new CompletionAssembler(new RetentionBudget(1_000_000, 2));
        assertThatThrownBy(() -> events.forEach(assembler::accept))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.limit()).isEqualTo(StreamLimit.DISTINCT_EXTRAS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"max_tokens", "MAX_TOKENS", "SAFETY", "refusal", "insufficient_system_resource", "tomorrow"})
    void noReasonThatIsNotKnownToEndWellMakesACallWhole(String reason) {
        delta(call(0, "a", "delete", ""), call(1, "b", "keep", "{}"));
        assertThat(calls(reason)).isEmpty();
        assertThat(assembled()).noneMatch(ToolCall::complete);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stop", "STOP", "tool_calls", "tool-calls", "eos", "end_turn", "tool_use", "FINISH_REASON_STOP"})
    void knownReasonsMakeACallWhole(String reason) {
        delta(call(0, "a", "f", ""));
        assertThat(calls(reason)).containsExactly(whole("a", "f", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{'a':1}", "{\"a\":NaN}", "rm -rf"})
    void noCallIsWholeWhoseArgumentsAreNotJson(String arguments) {
        delta(call(0, "a", "f", arguments));
        assertThat(calls("tool_calls")).isEmpty();
        assertThat(assembled()).containsExactly(new ToolCall("a", "f", arguments, false));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_NOT_JSON, 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "tool_calls"})
    void tellsACallAsWholeOnceThoughAReasonComesWithEachPiece(String early) {
        delta(call(0, "a", "f", ""));
        interpreter.interpret(finish(early), events::add);
        delta(call(0, null, null, "{\"x\":"));
        interpreter.interpret(finish(early), events::add);
        delta(call(0, null, null, "1}"));
        interpreter.interpret(finish(early), events::add);
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\":1}"));
        assertThat(events.indexOf(new ToolCallFinished(0, 0, whole("a", "f", "{\"x\":1}"))))
                .isLessThan(events.indexOf(new ChoiceFinished(0, FinishReason.TOOL_CALLS)));
    }

    @Test
    void distrustsAReasonThatCameTooEarlyWhereTheStreamBreaks() {
        delta(call(0, "a", "f", ""));
        interpreter.interpret(finish("stop"), events::add);
        delta(call(1, "b", "g", ""));
        interpreter.interpret(finish("stop"), events::add);
        interpreter.end(false, events::add);
        assertThat(assembled()).hasSize(2).noneMatch(ToolCall::complete);
    }

    @Test
    void keepsOneCallTogetherThoughEachPieceHasANewIdAndSomeAreEmpty() {
        delta(call(0, "a1", "add", ""));
        delta(call(0, "a2", null, "{\"a\": 17"));
        delta(call(0, "a3", null, ""));
        delta(call(0, "a4", null, ", \"b\": 25}"));
        delta(call(0, "a5", null, ""));
        delta(call(0, "a6", null, "\n"));
        assertThat(calls()).hasSize(1).allMatch(call -> call.name().equals("add") && call.complete());
        assertThat(assembled().get(0).arguments().strip()).isEqualTo("{\"a\": 17, \"b\": 25}");
    }

    @Test
    void keepsOneCallTogetherThoughEachPieceHasANewIndex() {
        delta(call(0, "a", "f", null));
        delta(call(1, "b", null, "{\"x\""));
        delta(call(2, null, null, ":1"));
        delta(call(3, "c", null, "}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\":1}"));
        assertThat(interpreter.deviations())
                .isEqualTo(Map.of(Deviation.TOOL_CALL_INDEX_CHANGED, 3L, Deviation.TOOL_CALL_ID_CHANGED, 1L));
    }

    @Test
    void neverTakesACallWithoutANameForWhole() {
        delta(call(0, "a", "f", "{}"));
        delta(call(1, "b", null, "{\"x\":1}"));
        assertThat(calls("tool_calls")).containsExactly(whole("a", "f", "{}"));
        assertThat(assembled()).contains(new ToolCall("b", "", "{\"x\":1}", false));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_WITHOUT_NAME, 1L));
    }

    @Test
    void letsANameGrowThatComesWholeEachTime() {
        delta(call(0, "a", "get", null));
        delta(call(0, "a", "get_wea", null));
        delta(call(0, "a", "get_weather", "{}"));
        assertThat(calls()).containsExactly(whole("a", "get_weather", "{}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_NAME_REPEATED, 2L));
    }

    @Test
    void takesABlankIdForNone() {
        delta(call(0, " ", "f", "{"), call(0, "\t", null, "}"));
        assertThat(calls()).containsExactly(whole(null, "f", "{}"));
    }

    @Test
    void readsIndexesThatAreStringsOfCallsThatInterleave() {
        delta(indexed("\"0\"", "a", "f", null), indexed("\"1\"", "b", "g", null));
        delta(indexed("\"0\"", null, null, "{\"x\":"), indexed("\"1\"", null, null, "{\"y\":"));
        delta(indexed("\"0\"", null, null, "1}"), indexed("\"1\"", null, null, "2}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\":1}"), whole("b", "g", "{\"y\":2}"));
    }

    @Test
    void letsTextTakeThePlaceOfAnEmptyObject() {
        delta(object(0, "a", "f", "{}"));
        delta(call(0, null, null, "{\"a\":"));
        delta(call(0, null, null, "1}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"a\":1}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_REPLACED, 1L));
    }

    @Test
    void takesTheLastOfObjectsThatGrow() {
        delta(object(0, "a", "f", "{\"a\":\"x\"}"));
        delta(object(0, "a", "f", "{\"a\":\"xy\",\"b\":1}"));
        delta(object(0, null, null, "{\"a\":\"xy\",\"b\":1}"));
        delta(call(0, null, null, " "));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"a\":\"xy\",\"b\":1}"));
        assertThat(events.stream().filter(ToolArgumentsReceived.class::isInstance))
                .hasSize(1);
        assertThat(interpreter.deviations())
                .isEqualTo(Map.of(Deviation.ARGUMENTS_REPLACED, 1L, Deviation.TOOL_CALL_NAME_REPEATED, 1L));
    }

    @Test
    void goesOnFromTextToAnObjectThatBeginsLikeIt() {
        delta(call(0, "a", "f", "{\"a\":"));
        delta(object(0, null, null, "{\"a\":1}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"a\":1}"));
    }

    @Test
    void takesAnObjectThatRepeatsTheTextForTheSame() {
        delta(call(0, "a", "f", "{ \"a\": 1 }"));
        delta(object(0, null, null, "{\"a\":1}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{ \"a\": 1 }"));
    }

    @Test
    void runsNothingWhereTextAndObjectContradict() {
        delta(call(0, "a", "f", "{\"a\":1}"));
        delta(object(0, null, null, "{\"a\":2}"));
        assertThat(calls("tool_calls")).isEmpty();
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_CONTRADICTORY, 1L));
    }

    @Test
    void opensACallForANewIdWithoutArgumentsOnceThoseBeforeAreWhole() {
        for (String none : Arrays.asList("", null)) {
            String place = none == null ? "null" : "empty";
            delta(call(0, place, "f", "{}"));
            delta(call(0, "next " + place, null, none));
            delta(call(0, null, "g", "[]"));
        }
        assertThat(calls())
                .containsExactly(
                        whole("empty", "f", "{}"),
                        whole("next empty", "g", "[]"),
                        whole("null", "f", "{}"),
                        whole("next null", "g", "[]"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_INDEX_REUSED, 3L));
    }

    @Test
    void takesAPieceWithoutArgumentsUnderANewIndexForACall() {
        delta(call(0, "a", "f", "{"));
        delta(call(1, "b", null, null));
        delta(call(1, null, "g", "[]"));
        delta(call(0, null, null, "}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{}"), whole("b", "g", "[]"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void waitsForTheNameOfACallThatBeginsWithArguments() {
        delta(call(0, "a", "f", null));
        delta(call(1, "b", null, "{\"x\""));
        delta(call(1, null, "g", ":1}"));
        assertThat(calls()).containsExactly(whole("a", "f", ""), whole("b", "g", "{\"x\":1}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void findsANamedCallByItsIdWhereThePieceHasNoIndex() {
        delta(call(0, "a", "f", ""));
        delta(call(1, "b", "g", ""));
        delta(call(null, "a", "f", "{}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{}"), whole("b", "g", ""));
    }

    @Test
    void takesABlankNameForNone() {
        delta(call(0, "a", "f", "{"));
        delta(call(0, null, " ", "}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void takesAnObjectInAnotherOrderForTheSameArguments() {
        delta(call(0, "a", "f", "{\"x\": 1, \"y\": [{\"b\": 2, \"a\": 1}]}"));
        delta(object(0, null, null, "{\"y\":[{\"a\":1,\"b\":2}],\"x\":1}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\": 1, \"y\": [{\"b\": 2, \"a\": 1}]}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void givesAnObjectWithoutANameToTheCallBefore() {
        delta(call(0, "a", "f", null));
        delta(object(1, "b", null, "{\"x\":1}"));
        assertThat(events).noneMatch(ToolArgumentsReceived.class::isInstance);
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\":1}"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.TOOL_CALL_INDEX_CHANGED, 1L));
    }

    @Test
    void tellsACallAsItsObjectComesAndTheObjectInTheEnd() {
        delta(object(0, "a", "f", "{\"x\":1}"));
        assertThat(events).last().isEqualTo(new ToolCallStarted(0, 0, "a", "f"));
        calls();
        assertThat(events).contains(new ToolArgumentsReceived(0, 0, "{\"x\":1}"));
    }

    @Test
    void aCallOfTheOlderFormThatEndsWithStopIsNoCallOfATool() {
        delta(new FunctionCallDelta("f", "{}", Extras.NONE));
        assertThat(calls("stop")).containsExactly(whole(null, "f", "{}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void findsTheCallByItsIndexWhereTwoHaveTheSameId() {
        delta(call(0, "same", "first", "{}"));
        delta(call(1, "same", "second", "{}"));
        delta(call(1, "same", null, " "));
        assertThat(calls()).containsExactly(whole("same", "first", "{}"), whole("same", "second", "{} "));
    }

    @Test
    void followsTheIdWhereThePieceHasTheIndexOfAnotherCall() {
        delta(call(0, "a", "first", null));
        delta(call(1, "b", "second", null));
        delta(call(0, "b", null, "{}"));
        assertThat(calls()).containsExactly(whole("a", "first", ""), whole("b", "second", "{}"));
    }

    @Test
    void goesOnUnderANewIdWhereTheNameComesAgainWithinOpenArguments() {
        delta(call(0, "a", "f", "{\"x\":"));
        delta(call(0, "b", "f", "1}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\":1}"));
        assertThat(interpreter.deviations())
                .isEqualTo(Map.of(Deviation.TOOL_CALL_ID_CHANGED, 1L, Deviation.TOOL_CALL_NAME_REPEATED, 1L));
    }

    @Test
    void beginsAnotherUnderANewIdWhereNothingSaysThatItGoesOn() {
        delta(call(0, "a", "f", "{}"), call(0, "b", "f", "[]")); // the first one's arguments are whole
        delta(call(0, "c", "g", "{")); // another name
        delta(call(0, "d", "g", "")); // the name again, but no arguments
        delta(call(0, null, null, "{"));
        delta(call(1, "d", null, "\"x\":")); // from here on, index 1 means this call
        delta(call(1, "e", "g", "{}")); // index 1 isn't where that call began
        assertThat(calls("tool_calls"))
                .containsExactly(whole("a", "f", "{}"), whole("b", "f", "[]"), whole("e", "g", "{}"));
        assertThat(assembled()).extracting(ToolCall::id).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void theSameObjectAgainReplacesNothing() {
        delta(object(0, "a", "f", "{\"x\":1}"));
        delta(object(0, "a", null, "{\"x\":1}"));
        assertThat(calls()).containsExactly(whole("a", "f", "{\"x\":1}"));
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void distrustsACallWithoutArgumentsWhereAnotherHasThoseOfSeveral() {
        delta(call(0, "a", "f", "{\"x\":1}{\"y\":2}"), call(1, "b", "g", ""), call(2, "c", "h", "{}"));
        assertThat(calls("tool_calls")).containsExactly(whole("c", "h", "{}"));
    }

    private static ToolCallDelta object(int index, @Nullable String id, @Nullable String name, String arguments) {
        Extras sent = new Extras(Map.of("arguments", new JsonText(arguments)));
        return new ToolCallDelta(index, id, null, name, arguments, Extras.NONE, sent);
    }

    private static ToolCallDelta indexed(
            String index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        Extras sent = new Extras(Map.of("index", new JsonText(index)));
        return new ToolCallDelta(null, id, null, name, arguments, sent, Extras.NONE);
    }

    private static ToolCallDelta piece(
            int index, String id, String type, String name, String arguments, Map<String, String> extras) {
        Map<String, JsonText> members = new TreeMap<>();
        extras.forEach((member, value) -> members.put(member, new JsonText(value)));
        return new ToolCallDelta(index, id, type, name, arguments, new Extras(members), Extras.NONE);
    }

    private void delta(Delta... deltas) {
        interpreter.interpret(chunk(open(0, deltas)), events::add);
    }

    private List<ToolCall> calls() {
        List<ToolCall> told = calls("tool_calls");
        assertThat(assembled()).as("the assembler agrees with the events").isEqualTo(told);
        return told;
    }

    private List<ToolCall> calls(String reason) {
        interpreter.interpret(finish(reason), events::add);
        interpreter.end(true, events::add);
        return events.stream()
                .filter(ToolCallFinished.class::isInstance)
                .map(event -> ((ToolCallFinished) event).toolCall())
                .toList();
    }

    private List<ToolCall> assembled() {
        CompletionAssembler assembler = new CompletionAssembler(new RetentionBudget(1_000_000, 100));
        events.forEach(assembler::accept);
        return assembler
                .completion(interpreter.deviations(), Extras.NONE)
                .choices()
                .get(0)
                .toolCalls();
    }

    private static ToolCall whole(@Nullable String id, String name, String arguments) {
        return new ToolCall(id, name, arguments, true);
    }
}
