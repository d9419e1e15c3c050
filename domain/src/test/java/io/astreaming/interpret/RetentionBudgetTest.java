package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.call;
import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.envelope;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.open;
import static io.astreaming.interpret.Chunks.withExtra;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.LogprobsReceived;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.Logprobs;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.Role;
import io.astreaming.value.TokenLogprob;
import io.astreaming.value.TokenUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each thing that is kept of a stream costs. */
class RetentionBudgetTest {
    private static final int MOST = 10_000;
    private static final int OBJECT = RetentionBudget.OBJECT;

    @Test
    void textCostsItsCharactersUpToTheLimit() {
        RetentionBudget budget = new RetentionBudget(5, 0);
        assertThat(budget.chargeText("abc")).isEqualTo("abc");
        budget.replace(3, 5);
        budget.replace(5, 2);
        budget.chargeText("xyz");
        assertThatThrownBy(() -> budget.chargeText("x"))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(StreamLimit.TOTAL_TEXT));
        assertThatThrownBy(() -> new RetentionBudget(5, 0).replace(2, 8)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void objectsCostNothingAtFirst() {
        RetentionBudget budget = new RetentionBudget(0, 0);
        budget.charge(1, RetentionBudget.FREE - OBJECT);
        assertThatThrownBy(() -> budget.charge("")).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void whatIsGivenBackMayBeKeptAgain() {
        RetentionBudget budget = spent();
        budget.charge(3, 10);
        budget.release(2, 4);
        assertThat(left(budget)).isEqualTo(MOST - OBJECT - 6);
    }

    @Test
    void membersCostTheirNamesAndValuesAndAreGivenBackWhenOthersTakeTheirPlace() {
        RetentionBudget budget = spent();
        budget.replace(Extras.NONE, extras("name", "123"));
        budget.replace(extras("name", "123"), extras("n", "12"));
        assertThat(left(budget)).isEqualTo(MOST - 2 * OBJECT - 3);
    }

    @Test
    void aMemberOfACallCountsOnceByItsName() {
        RetentionBudget budget = new RetentionBudget(MOST, 2);
        budget.charge(0, RetentionBudget.FREE);
        budget.ofCall("one");
        budget.ofCall("one");
        budget.ofCall("three");
        assertThat(left(budget)).isEqualTo(MOST - 2 * OBJECT - 8);
        assertThatThrownBy(() -> budget.ofCall("two"))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.limit()).isEqualTo(StreamLimit.DISTINCT_EXTRAS));
    }

    @Test
    void onlyTheLastValueOfAMemberCosts() {
        RetentionBudget budget = spent();
        Map<String, JsonText> members = new HashMap<>();
        assertThat(budget.keep(members, "name", new JsonText("12345"))).isNull();
        assertThat(budget.keep(members, "name", new JsonText("1"))).isEqualTo(new JsonText("12345"));
        assertThat(left(budget)).isEqualTo(MOST - 2 * OBJECT - 5);
    }

    @Test
    void anEnvelopeCostsIdAndModelOnce() {
        assertThat(interpreted(envelope("id", 1L, "model"), envelope("other", 1L, "other")))
                .isEqualTo(2 * OBJECT + 7);
    }

    @Test
    void aRoleAndAReasonCost() {
        assertThat(more(chunk(open(0, new RoleDelta(Role.ASSISTANT))))).isEqualTo(OBJECT + 9);
        assertThat(more(finish("stop"))).isEqualTo(OBJECT + 4);
    }

    @Test
    void aCallCostsItsPlacesAndItsStrings() {
        Chunk whole = chunk(open(0, call(0, "a", "name", "{}")));
        int opened = 6 * OBJECT + OBJECT + (OBJECT + 1) + (OBJECT + 4) + (OBJECT + "function".length()) + 2;
        assertThat(more(whole)).isEqualTo(opened);
        assertThat(more(whole, chunk(open(0, call(0, "a", null, "{"))))).isEqualTo(opened + 1);
    }

    @Test
    void membersOfUsageCostAsTheyAreNow() {
        Extras few = extras("a", "1");
        Extras longer = extras("name", "12345");
        TokenUsage first = usage(longer, longer, longer);
        assertThat(more(chunk(first))).isEqualTo(3 * (2 * OBJECT + 9));
        assertThat(more(chunk(first), chunk(usage(few, null, few)))).isEqualTo(2 * (2 * OBJECT + 2));
    }

    @Test
    void membersThatAreNotToldCostAsLongAsTheyStand() {
        assertThat(more(withExtra("obfuscation", "\"xyz\""))).isEqualTo(2 * OBJECT + 16);
        assertThat(more(withExtra("obfuscation", "\"xyz\""), withExtra("obfuscation", "1")))
                .isEqualTo(2 * OBJECT + 12);
        assertThat(more(withExtra("n", "null"))).isEqualTo(2 * OBJECT + 5);
    }

    @Test
    void whatADeltaSaidCostsItsNameOnce() {
        Chunk annotated = chunk(open(0, new AnnotationsDelta(new JsonText("[]"))));
        assertThat(more(annotated, annotated)).isEqualTo(OBJECT + "annotations".length());
    }

    @Test
    void probabilitiesCostTheirTokensAndTheOthersThatWereLikely() {
        TokenLogprob token = new TokenLogprob("ab", -1, List.of(new TokenLogprob("c", -2, List.of())));
        Logprobs logprobs = new Logprobs(List.of(token), List.of(), new JsonText("{}"));
        assertThat(assembled(new LogprobsReceived(0, logprobs))).isEqualTo(2 * OBJECT + 3);
    }

    @Test
    void aSpokenAnswerCostsItsIdOnceAndItsText() {
        AudioDelta piece = new AudioDelta("id", "data", "said", 7L, Extras.NONE);
        assertThat(assembled(new AudioReceived(0, piece), new AudioReceived(0, piece)))
                .isEqualTo(OBJECT + 2 + 16);
    }

    @Test
    void annotationsAndMembersBeyondTheModelCost() {
        assertThat(assembled(new AnnotationsReceived(0, new JsonText("[1]")))).isEqualTo(OBJECT + 3);
        Unrecognized said = new Unrecognized(Unrecognized.Location.DELTA, 0, "name", new JsonText("12"));
        assertThat(assembled(said, said)).isEqualTo(3 * OBJECT + 8);
        Unrecognized member = new Unrecognized(Unrecognized.Location.CHOICE, 0, "name", new JsonText("12"));
        assertThat(assembled(member, member)).isEqualTo(2 * OBJECT + 6);
    }

    @Test
    void distinctThingsBeyondTheModelAreBoundedWhereverTheyCome() {
        for (Unrecognized.Location place : List.of(
                Unrecognized.Location.CHUNK,
                Unrecognized.Location.CHOICE,
                Unrecognized.Location.DELTA,
                Unrecognized.Location.TOOL_CALL)) {
            CompletionAssembler assembler = new CompletionAssembler(new RetentionBudget(MOST, 1));
            assembler.accept(new Unrecognized(place, 0, "a", new JsonText("1")));
            assembler.accept(new Unrecognized(place, 0, "a", new JsonText("2")));
            assertThatThrownBy(() -> assembler.accept(new Unrecognized(place, 0, "b", new JsonText("1"))))
                    .as("%s", place)
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(StreamLimit.DISTINCT_EXTRAS));
        }
    }

    private static TokenUsage usage(Extras usage, @Nullable Extras prompt, Extras completion) {
        return new TokenUsage(
                1L,
                1L,
                2L,
                prompt == null ? null : new PromptTokensDetails(null, null, null, null, null, prompt),
                new CompletionTokensDetails(null, null, null, null, null, completion),
                null,
                null,
                usage);
    }

    private static Extras extras(String name, String value) {
        return new Extras(Map.of(name, new JsonText(value)));
    }

    /** What chunks cost beside the envelope that each has. */
    private static long more(Chunk... chunks) {
        return interpreted(chunks) - interpreted(chunk());
    }

    private static long interpreted(Chunk... chunks) {
        RetentionBudget budget = spent();
        ChunkInterpreter interpreter = new ChunkInterpreter(8, 8, budget);
        for (Chunk chunk : chunks) {
            interpreter.interpret(chunk, event -> {});
        }
        return MOST - left(budget);
    }

    private static long assembled(ChatEvent... events) {
        RetentionBudget budget = spent();
        CompletionAssembler assembler = new CompletionAssembler(budget);
        for (ChatEvent event : events) {
            assembler.accept(event);
        }
        return MOST - left(budget);
    }

    /** A budget whose objects cost from the first on. */
    private static RetentionBudget spent() {
        RetentionBudget budget = new RetentionBudget(MOST, 100);
        budget.charge(0, RetentionBudget.FREE);
        return budget;
    }

    private static long left(RetentionBudget budget) {
        for (long left = 0; left <= 2 * MOST; left++) {
            try {
                budget.chargeText("x");
            } catch (LimitExceededException e) {
                return left;
            }
        }
        throw new AssertionError("There is no limit.");
    }
}
