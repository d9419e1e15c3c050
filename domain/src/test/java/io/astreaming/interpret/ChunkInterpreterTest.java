package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.error;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.finished;
import static io.astreaming.interpret.Chunks.open;
import static io.astreaming.interpret.Chunks.text;
import static io.astreaming.interpret.Chunks.usage;
import static io.astreaming.interpret.Chunks.withExtra;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.completion.Audio;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.error.LimitExceededException;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.ErrorReported;
import io.astreaming.event.LogprobsReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.Unrecognized;
import io.astreaming.event.UsageReported;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import io.astreaming.value.Role;
import io.astreaming.value.UsageNotReported;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkInterpreterTest {
    private final ChunkInterpreter interpreter = new ChunkInterpreter(3, 8, new RetentionBudget(100, 10));
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void tellsAnOrdinaryStreamEventByEvent() {
        interpret(
                chunk(open(0, new RoleDelta(Role.ASSISTANT), new ContentDelta(""))),
                text("Hel"),
                text("lo"),
                finish("stop"),
                chunk(usage(3, 2)));
        interpreter.end(true, events::add);
        assertThat(events)
                .containsExactly(
                        new StreamStarted("id-1", "model-1", 1L),
                        new ChoiceStarted(0),
                        new RoleReceived(0, Role.ASSISTANT),
                        new TextReceived(0, "Hel"),
                        new TextReceived(0, "lo"),
                        new UsageReported(usage(3, 2)),
                        new ChoiceFinished(0, FinishReason.STOP));
        assertThat(interpreter.deviations()).isEmpty();
        assertThat(completion().text()).isEqualTo("Hello");
    }

    @Test
    void readsUsageAndChoicesOfTheSameChunkAndKeepsAFinishedChoiceFinished() {
        interpret(text("a"), finish("stop"), chunk(usage(117, 25), open(0)));
        assertThat(interpreter.hasFinished()).isTrue();
        assertThat(completion().usage()).isEqualTo(usage(117, 25));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.USAGE_WITH_CHOICES, 1L));
    }

    @Test
    void letsTheLastUsageWinAndNeverAddsUp() {
        interpret(chunk(usage(5, 1)), chunk(usage(5, 2)), chunk(usage(5, 2)));
        assertThat(events.stream().filter(UsageReported.class::isInstance)).hasSize(2);
        assertThat(completion().usage()).isEqualTo(usage(5, 2));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.USAGE_REPEATED, 2L));
    }

    @Test
    void takesContentThatComesWithTheFinishAndAfterIt() {
        interpret(chunk(finished(0, "stop", new ContentDelta("a"))), text("b"));
        assertThat(completion().text()).isEqualTo("ab");
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.DELTA_AFTER_FINISH, 1L));
    }

    @Test
    void tellsOnceAndInTheEndThatAChoiceFinishedHoweverOftenTheReasonComes() {
        interpret(finish("stop"), finish("stop"), finish("length"));
        assertThat(events).noneMatch(ChoiceFinished.class::isInstance);
        interpreter.end(true, events::add);
        assertThat(events.stream().filter(ChoiceFinished.class::isInstance))
                .containsExactly(new ChoiceFinished(0, FinishReason.LENGTH));
    }

    @Test
    void lastReasonCountsWhereMoreCameInBetween() {
        interpret(finish("length"), text("a"), finish("stop"));
        assertThat(completion().choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aCutStaysOneThoughAGatewaySaysStopBehindIt() {
        interpret(text("a"), finish("length"), finish("stop"));
        assertThat(completion().choices().get(0).finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void namesAReasonThatNobodyKnows() {
        interpret(text("a"), finish("budget_of_tomorrow"), chunk(finished(1, "MAX_TOKENS")), chunk(finished(2, "eos")));
        assertThat(completion().choices().get(0).finishReason()).isEqualTo(FinishReason.of("budget_of_tomorrow"));
        assertThat(interpreter.deviations()).containsExactly(Map.entry(Deviation.FINISH_REASON_UNKNOWN, 1L));
    }

    @Test
    void keepsTheFirstEnvelopeThatIsNotEmpty() {
        interpret(
                new CompletionChunk(
                        null, null, null, null, List.of(), UsageNotReported.INSTANCE, Set.of(), Extras.NONE),
                text("a"),
                new CompletionChunk(
                        "other", null, 2L, "other", List.of(), UsageNotReported.INSTANCE, Set.of(), Extras.NONE));
        assertThat(events).first().isEqualTo(new StreamStarted("id-1", "model-1", 1L));
        assertThat(completion().id()).isEqualTo("id-1");
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.ENVELOPE_CHANGED, 1L));
    }

    @Test
    void saysReasoningOnceThatComesUnderTwoNames() {
        interpret(chunk(open(0, new ReasoningDelta("hm", "reasoning"), new ReasoningDelta("hm", "reasoning_content"))));
        assertThat(completion().choices().get(0).reasoning()).isEqualTo("hm");
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.REASONING_DOUBLED, 1L));
    }

    @Test
    void keepsSeveralChoicesApartWhicheverEndsFirst() {
        interpret(
                chunk(open(1, new ContentDelta("b1")), open(0, new ContentDelta("a1"))),
                chunk(finished(1, "stop")),
                chunk(open(0, new ContentDelta("a2"))));
        assertThat(interpreter.hasFinished()).isFalse();
        interpret(chunk(finished(0, "length")));
        assertThat(interpreter.hasFinished()).isTrue();
        assertThat(completion().choices()).extracting("index").containsExactly(0, 1);
        assertThat(completion().choices()).extracting("content").containsExactly("a1a2", "b1");
    }

    @Test
    void tellsMembersBeyondTheModelWhenTheyChange() {
        interpret(
                withExtra("citations", "[1]"),
                withExtra("citations", "[1]"),
                withExtra("citations", "[1,2]"),
                withExtra("citations", "null"),
                withExtra("obfuscation", "\"xyz\""));
        assertThat(events.stream().filter(Unrecognized.class::isInstance)).hasSize(2);
        assertThat(completion().extras()).containsOnlyKeys("citations");
        assertThat(completion().extras().get("citations")).isEqualTo(new JsonText("[1,2]"));
    }

    @Test
    void keepsUnrecognizedDeltasInOrder() {
        interpret(
                chunk(open(0, new UnrecognizedDelta("reasoning_details", new JsonText("[1]")))),
                chunk(open(0, new UnrecognizedDelta("reasoning_details", new JsonText("[2]")))));
        assertThat(completion().choices().get(0).unrecognized().get("reasoning_details"))
                .containsExactly(new JsonText("[1]"), new JsonText("[2]"));
    }

    @Test
    void tellsARefusalApartFromText() {
        interpret(chunk(open(0, new RefusalDelta("no"))));
        assertThat(completion().choices().get(0).refusal()).isEqualTo("no");
        assertThat(completion().choices().get(0).content()).isNull();
    }

    @Test
    void reportsErrorsAndPayloadsThatAreNoChunks() {
        interpret(new UnrecognizedChunk(new JsonText("{\"type\":\"ping\"}"), Set.of()), error("overloaded"));
        assertThat(events.get(0)).isInstanceOf(Unrecognized.class);
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        ErrorReported.class,
                        e -> assertThat(e.error().message()).isEqualTo("overloaded"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.UNRECOGNIZED_PAYLOAD, 1L));
    }

    @Test
    void boundsTheNumberOfChoices() {
        interpret(chunk(open(0), open(9), open(17)));
        assertThatThrownBy(() -> interpret(chunk(open(4))))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("3 choices");
    }

    @Test
    void countsWhatTheReaderOfAChunkSaw() {
        interpret(new CompletionChunk(
                "id-1",
                null,
                1L,
                "model-1",
                List.of(),
                UsageNotReported.INSTANCE,
                Set.of(Deviation.INVALID_UTF8),
                Extras.NONE));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.INVALID_UTF8, 1L));
    }

    @Test
    void tellsWhatCameAlongWithAnErrorBeforeIt() {
        ErrorDetail detail = new ErrorDetail("overloaded", null, null, null, JsonText.ofString("overloaded"));
        interpret(new ProviderError(detail, text("a"), Set.of()));
        assertThat(events)
                .containsExactly(
                        new StreamStarted("id-1", "model-1", 1L),
                        new ChoiceStarted(0),
                        new TextReceived(0, "a"),
                        new ErrorReported(detail));
    }

    @Test
    void numbersChoicesThatHaveNoIndexByTheirPlaces() {
        Extras absent = new Extras(Map.of("index", JsonText.ABSENT));
        Extras isNull = new Extras(Map.of("index", new JsonText("null")));
        interpret(chunk(choice(absent, "a"), choice(absent, "b"), choice(isNull, "c")));
        assertThat(events.subList(1, 7))
                .containsExactly(
                        new ChoiceStarted(0),
                        new TextReceived(0, "a"),
                        new ChoiceStarted(1),
                        new TextReceived(1, "b"),
                        new ChoiceStarted(2),
                        new TextReceived(2, "c"));
        assertThat(interpreter.deviations()).isEqualTo(Map.of(Deviation.CHOICE_WITHOUT_INDEX, 2L));
    }

    @Test
    void readsAnIndexThatIsAStringAndTakesAnyOtherForTheFirst() {
        interpret(chunk(
                choice(new Extras(Map.of("index", new JsonText("\"0\""))), "a"),
                choice(new Extras(Map.of("index", new JsonText("\"7\""))), "b"),
                choice(new Extras(Map.of("index", new JsonText("\"x\""))), "c"),
                choice(new Extras(Map.of("other", new JsonText("1"))), "d")));
        assertThat(events.subList(1, 7))
                .containsExactly(
                        new ChoiceStarted(0),
                        new TextReceived(0, "a"),
                        new ChoiceStarted(7),
                        new TextReceived(7, "b"),
                        new TextReceived(0, "c"),
                        new TextReceived(0, "d"));
        assertThat(events.get(7)).isInstanceOf(Unrecognized.class);
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void anIndexThatWasReadIsNeverReadAgain() {
        Extras wire = new Extras(Map.of("index", new JsonText("\"7\"")));
        interpret(chunk(new OpenChoice(2, List.of(new ContentDelta("a")), null, wire, Extras.NONE)));
        assertThat(events).contains(new TextReceived(2, "a"));
    }

    @Test
    void knowsWhetherUsageWasReported() {
        assertThat(interpreter.hasUsage()).isFalse();
        interpret(chunk(usage(1, 1)));
        assertThat(interpreter.hasUsage()).isTrue();
    }

    @Test
    void knowsWhetherTheProviderFailed() {
        interpret(text("a"), finish("stop"));
        assertThat(interpreter.hasFailed()).isFalse();
        interpret(chunk(finished(1, "error")));
        assertThat(interpreter.hasFailed()).isTrue();
    }

    @Test
    void tellsProbabilitiesSoundAndAnnotationsAndAddsThemUp() {
        Logprobs logprobs = Chunks.logprobs("a");
        AudioDelta first = new AudioDelta("sound", "da", "sp", 7L, Extras.NONE);
        AudioDelta next = new AudioDelta("other", "ta", "oken", null, Extras.NONE);
        AnnotationsDelta annotations = new AnnotationsDelta(new JsonText("[1]"));
        interpret(
                chunk(new OpenChoice(0, List.of(first, annotations), logprobs, Extras.NONE, Extras.NONE)),
                chunk(new OpenChoice(0, List.of(next, annotations), logprobs, Extras.NONE, Extras.NONE)));
        assertThat(events.subList(2, 8))
                .containsExactly(
                        new AudioReceived(0, first),
                        new AnnotationsReceived(0, new JsonText("[1]")),
                        new LogprobsReceived(0, logprobs),
                        new AudioReceived(0, next),
                        new AnnotationsReceived(0, new JsonText("[1]")),
                        new LogprobsReceived(0, logprobs));
        CompletedChoice choice = completion().choices().get(0);
        assertThat(choice.audio()).isEqualTo(new Audio("sound", "data", "spoken", 7L));
        assertThat(choice.annotations()).containsExactly(new JsonText("[1]"), new JsonText("[1]"));
        assertThat(choice.logprobs()).hasSize(2);
    }

    @Test
    void tellsAndKeepsMembersOfAChoice() {
        Extras first = new Extras(Map.of("grade", new JsonText("1")));
        Extras next = new Extras(Map.of("grade", new JsonText("2")));
        interpret(chunk(choice(first, "a")), chunk(choice(next, "b")));
        assertThat(events)
                .contains(
                        new Unrecognized(Unrecognized.Location.CHOICE, 0, "grade", new JsonText("1")),
                        new Unrecognized(Unrecognized.Location.CHOICE, 0, "grade", new JsonText("2")));
        assertThat(completion().choices().get(0).extras()).isEqualTo(Map.of("grade", new JsonText("2")));
    }

    @Test
    void tellsTextBesideADeltaAndNotTheTextThatIsTheContent() {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("delta", JsonText.ABSENT);
        members.put("text", new JsonText("\"a\""));
        members.put("seed", new JsonText("1"));
        interpret(chunk(choice(new Extras(members), "a")));
        assertThat(events.stream().filter(Unrecognized.class::isInstance))
                .containsExactly(new Unrecognized(Unrecognized.Location.CHOICE, 0, "seed", new JsonText("1")));
        interpret(chunk(choice(new Extras(Map.of("text", new JsonText("\"b\""))), "a")));
        assertThat(events)
                .last()
                .isEqualTo(new Unrecognized(Unrecognized.Location.CHOICE, 0, "text", new JsonText("\"b\"")));
    }

    private static Choice choice(Extras extras, String text) {
        return new OpenChoice(0, List.of(new ContentDelta(text)), null, extras, Extras.NONE);
    }

    private void interpret(Chunk... chunks) {
        for (Chunk chunk : chunks) {
            interpreter.interpret(chunk, events::add);
        }
    }

    private ChatCompletion completion() {
        interpreter.end(true, events::add);
        CompletionAssembler assembler = new CompletionAssembler(new RetentionBudget(1_000, 10));
        events.forEach(assembler::accept);
        return assembler.completion(interpreter.deviations(), Extras.NONE);
    }
}
