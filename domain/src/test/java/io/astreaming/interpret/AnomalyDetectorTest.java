package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.call;
import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.open;
import static io.astreaming.interpret.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.event.ChatEvent;
import io.astreaming.jsontext.Extras;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What might be wrong and might be honest content is reported and left as it is. */
class AnomalyDetectorTest {
    private final ChunkInterpreter interpreter = new ChunkInterpreter(8, 8, new RetentionBudget(1_000, 10));
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void reportsAThinkTagThatOpensTheText() {
        ChatCompletion said = interpret(text(" \n"), text("<th"), text("ink>hm</think>yes"));
        assertThat(said.text()).isEqualTo(" \n<think>hm</think>yes");
        assertThat(said.deviations()).isEqualTo(Map.of(Deviation.THINK_TAG_IN_CONTENT, 1L));
    }

    @Test
    void isNotMisledByATagLaterOnOrByAnotherTag() {
        assertThat(interpret(text("<thin>"), text(" see <think>")).deviations()).isEmpty();
    }

    @Test
    void reportsAPieceThatComesAHundredTimes() {
        Chunk[] same = Collections.nCopies(250, text("la ")).toArray(Chunk[]::new);
        ChatCompletion said = interpret(same);
        assertThat(said.text()).hasSize(750);
        assertThat(said.deviations()).isEqualTo(Map.of(Deviation.CONTENT_REPEATED, 1L));
    }

    @Test
    void reportsReasoningThatComesTwice() {
        Chunk piece = chunk(open(0, new ReasoningDelta("Let me think.", "reasoning_content")));
        ChatCompletion said = interpret(piece, piece);
        assertThat(said.choices().get(0).reasoning()).isEqualTo("Let me think.Let me think.");
        assertThat(said.deviations()).isEqualTo(Map.of(Deviation.REASONING_REPEATED, 1L));
    }

    @Test
    void reportsArgumentsThatMayHaveBeenSentAgain() {
        ChatCompletion said = interpret(
                chunk(open(0, call(0, "a", "f", "{\"city\":"))),
                chunk(open(0, call(0, null, null, "{\"city\":\"Ulm\"}"))));
        assertThat(said.deviations())
                .isEqualTo(Map.of(Deviation.ARGUMENTS_CUMULATIVE, 1L, Deviation.ARGUMENTS_NOT_JSON, 1L));
        assertThat(said.choices().get(0).toolCalls().get(0).arguments()).isEqualTo("{\"city\":{\"city\":\"Ulm\"}");
    }

    @Test
    void reportsArgumentsThatMayBeTwoCalls() {
        ChatCompletion said = interpret(
                chunk(open(0, call(0, "a", "f", "{\"x\":\"}{\"}"))),
                chunk(open(0, call(0, null, null, " {\"y\":2}"))),
                finish("tool_calls"));
        assertThat(said.deviations()).isEqualTo(Map.of(Deviation.ARGUMENTS_OF_SEVERAL_CALLS, 1L));
    }

    @Test
    void takesOrdinaryArgumentsForWhatTheyAre() {
        ChatCompletion said = interpret(
                chunk(open(0, call(0, "a", "f", "{\"x\":{\"y\":\"}{\\\"\"}"))),
                chunk(open(0, call(0, null, null, "} "))),
                finish("tool_calls"));
        assertThat(said.deviations()).isEmpty();
    }

    @Test
    void suspectsNoPiecesThatDiffer() {
        List<Deviation> seen = new ArrayList<>();
        AnomalyDetector suspicions = new AnomalyDetector(seen::add);
        for (int i = 0; i < 1_000; i++) {
            suspicions.text("piece " + i);
        }
        for (int i = 0; i < 100; i++) {
            suspicions.text("same");
        }
        suspicions.text("other");
        suspicions.text("same");
        assertThat(seen).isEmpty();
    }

    @Test
    void countsTheRepetitionsOfAPieceFromTheSecondOn() {
        List<Deviation> seen = new ArrayList<>();
        AnomalyDetector suspicions = new AnomalyDetector(seen::add);
        suspicions.text("other");
        for (int i = 0; i < 100; i++) {
            suspicions.text("same");
        }
        assertThat(seen).isEmpty();
        suspicions.text("same");
        assertThat(seen).containsExactly(Deviation.CONTENT_REPEATED);
    }

    @Test
    void suspectsReasoningOfEightCharactersThatComesTwiceInARow() {
        List<Deviation> seen = new ArrayList<>();
        AnomalyDetector suspicions = new AnomalyDetector(seen::add);
        for (String piece : List.of("1234567", "1234567", "12345678", "abcdefgh", "\0abcdefgh", "12345678")) {
            suspicions.reasoning(piece);
        }
        assertThat(seen).isEmpty();
        suspicions.reasoning("12345678");
        assertThat(seen).containsExactly(Deviation.REASONING_REPEATED);
    }

    @Test
    void suspectsArgumentsThatAreAllThatCameBefore() {
        List<Deviation> seen = new ArrayList<>();
        AnomalyDetector suspicions = new AnomalyDetector(seen::add);
        suspicions.arguments("1234567", "1234567");
        suspicions.arguments("12345678", "1234567");
        suspicions.arguments("12345678", "12345679");
        assertThat(seen).isEmpty();
        suspicions.arguments("12345678", "12345678");
        assertThat(seen).containsExactly(Deviation.ARGUMENTS_CUMULATIVE);
    }

    @Test
    void takesAQuoteBehindABackslashForPartOfTheString() {
        AnomalyDetector suspicions = new AnomalyDetector(deviation -> {});
        assertThat(suspicions.areOfSeveralCalls("{\"x\":\"\\\"}{\"}")).isFalse();
        assertThat(suspicions.areOfSeveralCalls("{\"x\":\"\\\\\"}{\"y\":1}")).isTrue();
    }

    private ChatCompletion interpret(Chunk... chunks) {
        CompletionAssembler assembler = new CompletionAssembler(new RetentionBudget(1_000_000, 100));
        for (Chunk chunk : chunks) {
            interpreter.interpret(chunk, events::add);
        }
        interpreter.end(true, events::add);
        events.forEach(assembler::accept);
        return assembler.completion(interpreter.deviations(), Extras.NONE);
    }
}
