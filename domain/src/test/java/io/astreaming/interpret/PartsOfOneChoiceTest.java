package io.astreaming.interpret;

import static io.astreaming.interpret.Chunks.call;
import static io.astreaming.interpret.Chunks.chunk;
import static io.astreaming.interpret.Chunks.finish;
import static io.astreaming.interpret.Chunks.finished;
import static io.astreaming.interpret.Chunks.open;
import static io.astreaming.interpret.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Providers that count the pieces of one choice where they should give its index, and choices that only look so. */
class PartsOfOneChoiceTest {
    private final ChunkInterpreter interpreter = new ChunkInterpreter(4, 8, new RetentionBudget(1_000, 10));
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void countsChoicesThatGoUpOneByOneToTheOneThatFinishes() {
        assertThat(areParts(say(0), say(1), finished(2, "stop"))).isTrue();
        assertThat(new PartsOfOneChoiceTest().areParts(say(0), say(1), say(2), finished(3, "stop")))
                .isTrue();
    }

    @Test
    void makesNoCallWholeWhereChoicesSeemToBePieces() {
        interpret(chunk(say(0)), chunk(open(1, call(0, "a", "f", "{}"))), chunk(finished(2, "stop")));
        interpreter.end(true, events::add);
        assertThat(events).contains(new ToolCallStarted(1, 0, "a", "f")).noneMatch(ToolCallFinished.class::isInstance);
    }

    @Test
    void takesTwoForTwoOfWhichOneNeverFinished() {
        assertThat(areParts(say(0), finished(1, "stop"))).isFalse();
    }

    @Test
    void takesChoicesForChoicesWhereOneSpeaksTwice() {
        assertThat(areParts(say(0), say(1), say(1), finished(2, "stop"))).isFalse();
        assertThat(new PartsOfOneChoiceTest().areParts(say(0), say(1), say(0), finished(2, "stop")))
                .isFalse();
    }

    @Test
    void takesChoicesForChoicesWhereOneIsLeftOutOrAnotherFinished() {
        assertThat(areParts(say(0), say(2), finished(3, "stop"))).isFalse();
        assertThat(new PartsOfOneChoiceTest().areParts(finished(0, "stop"), say(1), finished(2, "stop")))
                .isFalse();
        assertThat(new PartsOfOneChoiceTest().areParts(say(0), say(1), say(2))).isFalse();
    }

    @Test
    void takesChoicesForChoicesWhereOneChunkHasSeveral() {
        interpret(chunk(say(0), say(1)), chunk(finished(2, "stop")));
        interpreter.end(true, events::add);
        assertThat(interpreter.deviations()).isEmpty();
    }

    @Test
    void isOpenAgainOnlyWhereACallGoesOnAfterItsReason() {
        interpret(chunk(open(0, call(0, "a", "f", ""))), finish("tool_calls"));
        assertThat(interpreter.isOpenAgain()).isFalse();
        interpret(text("a"));
        assertThat(interpreter.isOpenAgain()).isFalse();
        interpret(chunk(open(0, call(0, null, null, "{}"))));
        assertThat(interpreter.isOpenAgain()).isTrue();
        interpret(finish("tool_calls"));
        assertThat(interpreter.isOpenAgain()).isFalse();
    }

    private static Choice say(int index) {
        return open(index, new ContentDelta("a"));
    }

    private boolean areParts(Choice... choices) {
        for (Choice choice : choices) {
            interpret(chunk(choice));
        }
        interpreter.end(true, events::add);
        return interpreter.deviations().containsKey(Deviation.CHOICE_INDEX_COUNTS_PARTS);
    }

    private void interpret(Chunk... chunks) {
        for (Chunk chunk : chunks) {
            interpreter.interpret(chunk, events::add);
        }
    }
}
