package io.astreaming.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionAssemblerTest {
    private final CompletionAssembler assembler = new CompletionAssembler(new RetentionBudget(10, 2));

    @Test
    void joinsASurrogatePairThatCameInTwoPieces() {
        assembler.accept(new TextReceived(0, "\ud83d"));
        assembler.accept(new TextReceived(0, "\ude00"));
        assertThat(assembler.completion(Map.of(), Extras.NONE).text()).isEqualTo("😀");
    }

    @Test
    void boundsTheTextOfAllChoicesTogether() {
        assembler.accept(new TextReceived(0, "12345"));
        assembler.accept(new ReasoningReceived(1, "67890"));
        assertThatThrownBy(() -> assembler.accept(new ToolArgumentsReceived(0, 0, "x")))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(StreamLimit.TOTAL_TEXT));
    }

    @Test
    void boundsTheNumberOfDistinctMembersBeyondTheModel() {
        extra("a");
        extra("b");
        extra("b");
        assertThatThrownBy(() -> extra("c"))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.limit()).isEqualTo(StreamLimit.DISTINCT_EXTRAS));
    }

    @Test
    void countsAReplacedMemberOnce() {
        for (int i = 0; i < 100; i++) {
            assembler.accept(new Unrecognized(Unrecognized.Location.CHUNK, -1, "padding", new JsonText("\"12345\"")));
        }
        assertThat(assembler.completion(Map.of(), Extras.NONE).extras()).hasSize(1);
    }

    @Test
    void addsTheExtrasOfTheStream() {
        extra("a");
        Extras ofStream = new Extras(Map.of("b", new JsonText("2")));
        assertThat(assembler.completion(Map.of(), ofStream).extras())
                .isEqualTo(Map.of("a", new JsonText("1"), "b", new JsonText("2")));
        assertThat(assembler.completion(Map.of(), Extras.NONE).extras()).containsOnlyKeys("a");
    }

    private void extra(String name) {
        assembler.accept(new Unrecognized(Unrecognized.Location.CHUNK, -1, name, new JsonText("1")));
    }
}
