package io.astreaming.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.UsageReported;
import io.astreaming.interpret.ChunkInterpreter;
import io.astreaming.interpret.Chunks;
import io.astreaming.interpret.RetentionBudget;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.Script;
import io.astreaming.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of an answer, from their deltas to the next request. */
class ItemsTest {
    private static final String ANSWER =
            "item:0;reasoning\nitem:0;reasoning;r\nitem:2;message\nt:Hi\nitem:2;message;m\nf:stop\n[DONE]\n";
    private static final AnswerItem REASONING = item(0, "reasoning", "r");
    private static final AnswerItem MESSAGE = item(2, "message", "m");

    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void tellsWhenItemsBeginAndEnd() {
        read(StreamOptions.DEFAULT, ANSWER);
        assertThat(events)
                .filteredOn(event -> event instanceof ItemStarted || event instanceof ItemFinished)
                .containsExactly(
                        new ItemStarted(0, Protocol.RESPONSES, 0, "reasoning"),
                        new ItemFinished(0, REASONING),
                        new ItemStarted(0, Protocol.RESPONSES, 2, "message"),
                        new ItemFinished(0, MESSAGE));
    }

    @Test
    void returnsTheItemsOfAnAnswerInTheOrderOfTheirPositions() {
        CompletedChoice choice = choice(
                "item:2;message\nitem:0;reasoning\nt:Hi\nitem:2;message;m\nitem:0;reasoning;r\n" + "f:stop\n[DONE]\n");
        assertThat(choice.items()).containsExactly(REASONING, MESSAGE);
        AssistantMessage message = AssistantMessage.of(choice);
        assertThat(message.items()).isEqualTo(choice.items());
        assertThat(message.text()).isEqualTo("Hi");
        assertThat(message.withName("n").withExtra("x", JsonText.NULL).items()).isEqualTo(choice.items());
        ChatRequest next = ChatRequest.model("m")
                .assistant(read(StreamOptions.DEFAULT, ANSWER).completion())
                .build();
        assertThat(next.messages()).containsExactly(message);
    }

    /** A part of the items would be less than the text. */
    @Test
    void returnsNoItemsOfAnAnswerThatWasCut() {
        CompletedChoice cut = choice("item:0;reasoning\nitem:0;reasoning;r\nitem:2;message\nt:Hi\n");
        assertThat(cut.items())
                .containsExactly(REASONING, new AnswerItem(Protocol.RESPONSES, 2, "message", null))
                .extracting(AnswerItem::isWhole)
                .containsExactly(true, false);
        assertThat(AssistantMessage.of(cut).items()).isEmpty();
        assertThat(AssistantMessage.of(choice("item:0;message\nt:Hi\nf:length\n"))
                        .items())
                .isEmpty();
        assertThat(AssistantMessage.of(choice("item:2;message\nt:Hi\nitem:2;message;m\n"))
                        .items())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new AssistantMessage(List.of(), null, null, List.of(), null, null, cut.items(), Extras.NONE))
                .withMessageContaining("didn't arrive whole");
    }

    @Test
    void keepsOnlyTheTypesOfItemsWithoutContent() {
        Outcome outcome = read(StreamOptions.DEFAULT.withoutContent(), ANSWER);
        assertThat(outcome.completion().choices().get(0).items())
                .containsExactly(
                        new AnswerItem(Protocol.RESPONSES, 0, "reasoning", null),
                        new AnswerItem(Protocol.RESPONSES, 2, "message", null));
        assertThat(events).contains(new ItemFinished(0, MESSAGE));
    }

    @Test
    void countsTheStartOfAServersToolAsContent() {
        StreamEngine engine = engine(StreamOptions.DEFAULT);
        assertThat(engine.feed(Script.bytes("item:0;reasoning\nitem:1;message\n")))
                .isEqualTo(Progress.NO_CONTENT);
        assertThat(engine.feed(Script.bytes("item:2;web_search_call\n"))).isEqualTo(Progress.CONTENT);
    }

    @Test
    void boundsWhatItemsKeep() {
        StreamOptions little = StreamOptions.DEFAULT.withLimits(StreamLimits.DEFAULT.withTotalText(1000));
        String long5000 = "x".repeat(5_000);
        assertBounded(little, "item:0;message;" + long5000 + "\n", 5);
        assertBounded(little, "item:0;" + long5000 + "\n", 5);
        assertBounded(little, "item:%d;message\n", 100);
        assertBounded(little.withoutContent(), "item:%d;message\n", 100);
    }

    private void assertBounded(StreamOptions options, String line, int times) {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < times; i++) {
            script.append(line.formatted(i));
        }
        assertThat(read(options, script.toString()))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.error())
                                .isInstanceOfSatisfying(
                                        LimitExceededException.class,
                                        e -> assertThat(e.limit()).isEqualTo(StreamLimit.TOTAL_TEXT)));
    }

    /** The provider goes on when the answer is sent back: it isn't cut, but nothing in it may be run yet. */
    @Test
    void completesAPausedTurnWithoutItsCalls() {
        Outcome outcome =
                read(StreamOptions.DEFAULT, "call:f\nitem:0;tool_use\nitem:0;tool_use;c\nf:pause_turn\n[DONE]\n");
        assertThat(outcome.kind()).isEqualTo("completed");
        CompletedChoice choice = outcome.completion().choices().get(0);
        assertThat(choice.toolCalls()).singleElement().matches(call -> !call.complete());
        assertThat(choice.finishReason())
                .matches(reason -> reason.isPause() && reason.isKnown())
                .matches(reason -> !reason.isCut() && !reason.endsWell() && !reason.isFailure());
        assertThat(outcome.completion().deviations()).isEmpty();
    }

    /** Other protocols report usage at the start, at the end, and beside the answer. */
    @ParameterizedTest
    @CsvSource({"chat.completion.chunk, 2", "responses, 0", "messages, 0", ", 2"})
    void countsUsageThatComesTwiceAsADeviationOnlyInChatCompletions(String object, int kinds) {
        ChunkInterpreter interpreter = new ChunkInterpreter(1, 1, new RetentionBudget(1_000, 10));
        for (int i = 0; i < 2; i++) {
            interpreter.interpret(
                    new CompletionChunk(
                            "1",
                            object,
                            null,
                            null,
                            List.of(Chunks.open(0)),
                            Chunks.usage(i, i),
                            Set.of(),
                            Extras.NONE),
                    events::add);
        }
        assertThat(events).filteredOn(UsageReported.class::isInstance).hasSize(2);
        assertThat(interpreter.deviations()).hasSize(kinds);
    }

    private CompletedChoice choice(String script) {
        return read(StreamOptions.DEFAULT, script).completion().choices().get(0);
    }

    private Outcome read(StreamOptions options, String script) {
        StreamEngine engine = engine(options);
        engine.feed(Script.bytes(script));
        engine.end();
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            events.add(event);
        }
        return engine.outcome();
    }

    private static StreamEngine engine(StreamOptions options) {
        StreamEngine engine = new StreamEngine(Script::decode, options, (payload, nanos) -> {}, () -> 7L);
        engine.begin(Script::framing);
        return engine;
    }

    private static AnswerItem item(int position, String type, String word) {
        return new AnswerItem(Protocol.RESPONSES, position, type, new JsonText("{\"is\":\"" + word + "\"}"));
    }
}
