package io.astreaming.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent.BlockStart;
import io.astreaming.protocol.messages.MessagesEvent.BlockStop;
import io.astreaming.protocol.messages.MessagesEvent.Failure;
import io.astreaming.protocol.messages.MessagesEvent.MessageDelta;
import io.astreaming.protocol.messages.MessagesEvent.MessageStart;
import io.astreaming.protocol.messages.MessagesEvent.MessageStop;
import io.astreaming.protocol.messages.MessagesEvent.Other;
import io.astreaming.protocol.messages.MessagesEvent.OtherPiece;
import io.astreaming.protocol.messages.MessagesEvent.Ping;
import io.astreaming.protocol.messages.MessagesEvent.TextPiece;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From events to chunks, without reading JSON. */
class MessagesTranslatorTest {
    private static final String TEXT = "{\"type\":\"text\",\"text\":\"\"}";
    private static final String CALL =
            "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1},\"caller\":{}}";

    private MessagesTranslator translator = new MessagesTranslator(StreamLimits.DEFAULT);

    private Chunk chunk(MessagesEvent event) {
        return translator.translate(event, Set.of(), Payload.of("{}"));
    }

    private CompletionChunk completion(MessagesEvent event) {
        return (CompletionChunk) chunk(event);
    }

    private List<Delta> deltas(MessagesEvent event) {
        CompletionChunk chunk = completion(event);
        return chunk.choices().isEmpty() ? List.of() : chunk.choices().get(0).deltas();
    }

    private static Extras extras(String... namesAndValues) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i], new JsonText(namesAndValues[i + 1]));
        }
        return new Extras(members);
    }

    private static MessageStart start(String id) {
        return new MessageStart(
                extras("id", id, "model", "\"c\"", "role", "\"assistant\"", "type", "\"message\"", "container", "null"),
                List.of(),
                extras("input_tokens", "3", "output_tokens", "1"),
                false);
    }

    private static ItemDelta item(int position, String type, String wire) {
        return new ItemDelta(Protocol.MESSAGES, position, type, wire.isEmpty() ? null : new JsonText(wire));
    }

    private static MessageDelta reason(String word) {
        return new MessageDelta(
                extras("stop_reason", "\"" + word + "\"", "stop_sequence", "null"), Extras.NONE, Extras.NONE);
    }

    @Test
    void beginsWithTheEnvelopeTheRoleAndTheUsage() {
        CompletionChunk first = completion(start("\"m\""));

        assertThat(first.id()).isEqualTo("m");
        assertThat(first.model()).isEqualTo("c");
        assertThat(first.object()).isEqualTo("messages");
        assertThat(first.extras().isEmpty()).isTrue();
        assertThat(first.choices().get(0).deltas()).containsExactly(new RoleDelta(Role.ASSISTANT));
        assertThat(((TokenUsage) first.usage()).promptTokens()).isEqualTo(3);
        assertThat(completion(new Ping()).usage()).as("unchanged").isEqualTo(UsageNotReported.INSTANCE);
        assertThat(completion(new Ping()).id()).as("in each chunk").isEqualTo("m");
    }

    @Test
    void putsABlockTogether() {
        assertThat(deltas(new BlockStart(0, new JsonText(TEXT)))).containsExactly(item(0, "text", ""));
        assertThat(deltas(new TextPiece(0, PieceKind.TEXT, "a\"b"))).containsExactly(new ContentDelta("a\"b"));
        assertThat(deltas(new OtherPiece(0, "citations_delta", new JsonText("{\"citation\":{\"n\":1E2}}"))))
                .containsExactly(new AnnotationsDelta(new JsonText("[{\"n\":1E2}]")));
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(
                        item(0, "text", "{\"type\":\"text\",\"text\":\"a\\\"b\",\"citations\":[{\"n\":1E2}]}"));
        assertThat(deltas(new BlockStop(0))).as("once").isEmpty();
    }

    @Test
    void tellsTheInputOfACallsStartWhenTheBlockStops() {
        assertThat(deltas(new BlockStart(4, new JsonText(CALL))))
                .containsExactly(
                        item(4, "tool_use", ""),
                        new ToolCallDelta(4, "t", "function", "f", null, extras("caller", "{}"), Extras.NONE));
        assertThat(deltas(new BlockStop(4)))
                .containsExactly(
                        new ToolCallDelta(4, null, null, null, "{\"a\":1}", Extras.NONE, Extras.NONE),
                        item(4, "tool_use", CALL));
    }

    @Test
    void tellsReasoningAndKeepsItsSignature() {
        deltas(new BlockStart(0, new JsonText("{\"type\":\"thinking\",\"thinking\":\"\"}")));
        assertThat(deltas(new TextPiece(0, PieceKind.THINKING, "Hm")))
                .containsExactly(new ReasoningDelta("Hm", "thinking"));
        assertThat(deltas(new OtherPiece(0, "signature_delta", new JsonText("{\"signature\":\"s\"}"))))
                .isEmpty();
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(
                        item(0, "thinking", "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s\"}"));
    }

    /** A hostile stream could make a long block be put together again and again. */
    @Test
    void putsABlockTogetherOnceMoreAtMost() {
        deltas(new BlockStart(0, new JsonText(TEXT)));
        assertThat(deltas(new BlockStop(0))).containsExactly(item(0, "text", TEXT));
        for (int i = 0; i < 3; i++) {
            assertThat(deltas(new TextPiece(0, PieceKind.TEXT, "x"))).containsExactly(new ContentDelta("x"));
            assertThat(deltas(new BlockStop(0))).isEmpty();
            assertThat(deltas(reason("end_turn"))).isEmpty();
        }
        assertThat(deltas(new MessageStop(Extras.NONE, Extras.NONE)))
                .containsExactly(item(0, "text", "{\"type\":\"text\",\"text\":\"xxx\"}"));
        assertThat(translator.hasEnded()).isTrue();
    }

    @Test
    void finishesWithTheReasonAndKeepsTheWord() {
        CompletionChunk last = completion(reason("max_tokens"));

        assertThat(last.choices()).singleElement().isInstanceOfSatisfying(FinishedChoice.class, choice -> {
            assertThat(choice.finishReason()).isEqualTo(FinishReason.LENGTH);
            assertThat(choice.extras()).isEqualTo(extras("stop_reason", "\"max_tokens\""));
        });
        assertThat(last.deviations()).isEmpty();
        assertThat(translator.hasEnded()).isFalse();
        assertThat(completion(reason("tool_use")).deviations()).containsExactly(Deviation.STOP_REASON_MISMATCH);
    }

    @Test
    void numbersBlocksByTheirIndexesWhereThatIsPossible() {
        assertThat(deltas(new BlockStart(5, new JsonText(TEXT)))).containsExactly(item(5, "text", ""));
        assertThat(deltas(new BlockStart(5, new JsonText(TEXT)))).containsExactly(item(6, "text", ""));
        assertThat(deltas(new BlockStart(null, new JsonText(TEXT)))).containsExactly(item(7, "text", ""));
        assertThat(deltas(new BlockStart(2, new JsonText(TEXT)))).containsExactly(item(2, "text", ""));
        assertThat(deltas(new BlockStart(Integer.MAX_VALUE, new JsonText(TEXT))))
                .containsExactly(item(8, "text", ""));
        assertThat(deltas(new BlockStart(-1, new JsonText(TEXT)))).containsExactly(item(9, "text", ""));
    }

    @Test
    void passesOnErrorsAndWhatItDoesNotKnow() {
        ErrorDetail error = new ErrorDetail("m", "t", null, null, JsonText.NULL);

        assertThat(chunk(new Failure(error))).isEqualTo(new ProviderError(error, null, Set.of()));
        assertThat(chunk(new Other(JsonText.NULL))).isEqualTo(new UnrecognizedChunk(JsonText.NULL, Set.of()));
        assertThat(translator
                        .translate(new Ping(), Set.of(Deviation.DUPLICATE_MEMBER), Payload.of("{}"))
                        .deviations())
                .containsExactly(Deviation.DUPLICATE_MEMBER);
    }

    @Test
    void refusesAnotherMessage() {
        completion(start("\"m\""));
        assertThat(completion(start("\"m\"")).deviations()).containsExactly(Deviation.MESSAGE_START_REPEATED);
        assertThat(completion(start("null")).deviations()).containsExactly(Deviation.MESSAGE_START_REPEATED);
        assertThatThrownBy(() -> chunk(start("\"n\"")))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("another message");
    }

    /** An empty piece changes nothing, so the block isn't told again. */
    @Test
    void tellsABlockAgainOnlyIfALatePieceChangesIt() {
        JsonText block = new JsonText("{\"type\":\"text\",\"text\":\"a\"}");
        for (String late : List.of("", "b")) {
            translator = new MessagesTranslator(StreamLimits.DEFAULT);
            chunk(new BlockStart(0, block));
            chunk(new BlockStop(0));
            assertThat(completion(new TextPiece(0, PieceKind.TEXT, late)).deviations())
                    .containsExactly(Deviation.PIECE_AFTER_ITEM);
            List<Delta> again = late.isEmpty()
                    ? List.of()
                    : List.of(new ItemDelta(
                            Protocol.MESSAGES, 0, "text", new JsonText("{\"type\":\"text\",\"text\":\"ab\"}")));
            assertThat(deltas(new MessageStop(Extras.NONE, Extras.NONE))).isEqualTo(again);
        }
    }

    private enum Endless {
        STARTS(i -> new BlockStart(i, new JsonText("{\"type\":\"x\",\"a\":{},\"b\":{}}"))),
        INPUTS(i -> new TextPiece(0, PieceKind.INPUT, "x".repeat(100))),
        SIGNATURES(
                i -> new OtherPiece(0, "signature_delta", new JsonText("{\"signature\":\"" + "x".repeat(100) + "\"}"))),
        CITATIONS(i -> new OtherPiece(0, "citations_delta", new JsonText("{\"citation\":{}}"))),
        USAGE(i -> new MessageDelta(Extras.NONE, extras("n" + i, "1"), Extras.NONE));

        private final IntFunction<MessagesEvent> event;

        Endless(IntFunction<MessagesEvent> event) {
            this.event = event;
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsNoMoreThanAllowed(Endless kind) {
        translator = new MessagesTranslator(
                StreamLimits.DEFAULT.withTotalText(10_000).withDistinctExtras(100));
        chunk(new BlockStart(0, new JsonText("{\"type\":\"server_tool_use\"}")));

        assertThatThrownBy(() -> {
                    for (int i = 1; i < 1_000; i++) {
                        chunk(kind.event.apply(i));
                    }
                })
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("event #0");
    }
}
