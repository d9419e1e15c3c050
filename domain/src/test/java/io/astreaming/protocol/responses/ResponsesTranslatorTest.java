package io.astreaming.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.AudioDelta;
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
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.protocol.responses.ResponsesEvent.Audio;
import io.astreaming.protocol.responses.ResponsesEvent.Ended;
import io.astreaming.protocol.responses.ResponsesEvent.Failed;
import io.astreaming.protocol.responses.ResponsesEvent.ItemAdded;
import io.astreaming.protocol.responses.ResponsesEvent.ItemDone;
import io.astreaming.protocol.responses.ResponsesEvent.Piece;
import io.astreaming.protocol.responses.ResponsesEvent.Progress;
import io.astreaming.protocol.responses.ResponsesEvent.Summary;
import io.astreaming.protocol.responses.ResponsesEvent.Unknown;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.UsageNotReported;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From events to chunks, without JSON. */
class ResponsesTranslatorTest {
    private static final JsonText WIRE = new JsonText("{\"x\":1}");

    private final ResponsesTranslator translator = new ResponsesTranslator();

    @Test
    void putsTheBeginOfAnItemBeforeItsFirstPiece() {
        assertThat(deltas(piece(PartKind.TEXT, 3, "a", 0, "Hi")))
                .containsExactly(
                        new ItemDelta(Protocol.RESPONSES, 3, "message", null),
                        new RoleDelta(Role.ASSISTANT),
                        new ContentDelta("Hi"));
        assertThat(deltas(piece(PartKind.TEXT, 3, "a", 0, "!"))).containsExactly(new ContentDelta("!"));
        assertThat(deltas(new ItemDone(3, message("a", "Hi!"))))
                .containsExactly(new ItemDelta(Protocol.RESPONSES, 3, "message", WIRE));
        assertThat(deltas(new ItemDone(3, message("a", "Hi!")))).as("once").isEmpty();
    }

    @Test
    void numbersItemsByTheirIndexesAndCallsFromZero() {
        assertThat(positions(new ItemAdded(2, call("f", "c", "n", "")))).containsExactly(2);
        assertThat(positions(new ItemAdded(null, message("a", "")))).containsExactly(3);
        assertThat(positions(new ItemAdded(1, message("b", ""))))
                .as("after those before")
                .containsExactly(4);
        assertThat(positions(new ItemAdded(2_000_000_000, message("c", ""))))
                .as("absurd")
                .containsExactly(5);
        assertThat(deltas(piece(PartKind.ARGUMENTS, 2, "f", 0, "{}")))
                .containsExactly(new ToolCallDelta(0, null, "function", null, "{}", Extras.NONE, Extras.NONE));
        assertThat(deltas(new ItemAdded(6, item("custom_tool_call", "g", "d", "o"))))
                .contains(new ToolCallDelta(1, "d", "custom", "o", null, Extras.NONE, Extras.NONE));
    }

    @Test
    void givesAPieceToTheLatestItemWithItsId() {
        deltas(new ItemAdded(0, call("f", "c", "n", "")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "f", 0, "{}")))
                .extracting(delta -> ((ToolCallDelta) delta).index())
                .containsExactly(0);
        deltas(new ItemDone(0, call("f", "c", "n", "{}")));
        deltas(new ItemAdded(1, call("f", "d", "n", "")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 1, "f", 0, "{}")))
                .extracting(delta -> ((ToolCallDelta) delta).index())
                .containsExactly(1);
    }

    @Test
    void separatesTheParagraphsOfSummaries() {
        assertThat(deltas(piece(PartKind.SUMMARY, 0, "r", 0, "a"))).contains(new ReasoningDelta("a", "summary"));
        assertThat(deltas(piece(PartKind.SUMMARY, 0, "r", 0, "b"))).containsExactly(new ReasoningDelta("b", "summary"));
        assertThat(deltas(piece(PartKind.SUMMARY, 0, "r", 1, "c")))
                .containsExactly(new ReasoningDelta("\n\nc", "summary"));
        assertThat(deltas(piece(PartKind.SUMMARY, 1, "s", 0, "d"))).contains(new ReasoningDelta("\n\nd", "summary"));
        assertThat(deltas(piece(PartKind.REASONING, 2, "t", 0, "e")))
                .contains(new ReasoningDelta("e", "reasoning_text"));
        assertThat(deltas(piece(PartKind.SUMMARY, 2, "t", 0, "f")))
                .as("beside reasoning")
                .isEmpty();
    }

    /** A hash stands for the text of a part, however it was cut. */
    @ParameterizedTest
    @CsvSource({
        "abc, abc, '', false",
        "abc, abcd, d, false",
        "abc, abd, , true",
        "abc, ab, , true",
        "abc, '', '', false",
        "abc, abdd, , true"
    })
    void comparesASummaryWithItsPieces(String said, String summary, @Nullable String more, boolean differs) {
        for (int cut = 0; cut <= said.length(); cut++) {
            ResponsesTranslator fresh = new ResponsesTranslator();
            fresh.translate(piece(PartKind.TEXT, 0, "a", 0, said.substring(0, cut)), -1, Set.of());
            fresh.translate(piece(PartKind.TEXT, 0, "a", 0, said.substring(cut)), -1, Set.of());
            Chunk chunk = fresh.translate(
                    new Summary(place(0, "a", 0), new ItemPart(PartKind.TEXT, 0, summary, List.of()), null),
                    -1,
                    Set.of());
            assertThat(chunk.deviations().contains(Deviation.SUMMARY_DIFFERS)).isEqualTo(differs);
            assertThat(deltas(chunk))
                    .isEqualTo(more == null || more.isEmpty() ? List.of() : List.of(new ContentDelta(more)));
        }
    }

    /** What is remembered of an answer is bounded: a part too many is told, and not compared with a summary. */
    @Test
    void remembersSoManyPartsAndNoMore() {
        for (int part = 0; part < 300; part++) {
            assertThat(deltas(piece(PartKind.TEXT, 0, "a", part, "x"))).contains(new ContentDelta("x"));
        }
        assertThat(deltas(new Summary(place(0, "a", 0), new ItemPart(PartKind.TEXT, 0, "xy", List.of()), null)))
                .containsExactly(new ContentDelta("y"));
        assertThat(deltas(new Summary(place(0, "a", 255), new ItemPart(PartKind.TEXT, 255, "xy", List.of()), null)))
                .containsExactly(new ContentDelta("y"));
        assertThat(deltas(new Summary(place(0, "a", 256), new ItemPart(PartKind.TEXT, 256, "xy", List.of()), null)))
                .isEmpty();
        assertThat(deltas(new Summary(place(0, "a", 299), new ItemPart(PartKind.TEXT, 299, "xy", List.of()), null)))
                .isEmpty();
        assertThat(deltas(new Summary(place(0, "a", 999), new ItemPart(PartKind.TEXT, 999, "xy", List.of()), null)))
                .as("nothing was said of it, and nothing will")
                .isEmpty();
    }

    @Test
    void forgetsAnIdThatIsTooLong() {
        String id = "i".repeat(300);
        deltas(new ItemAdded(0, message(id, "")));
        assertThat(deltas(piece(PartKind.TEXT, 0, id, 0, "x"))).containsExactly(new ContentDelta("x"));
        assertThat(deltas(piece(PartKind.TEXT, null, id, 0, "y"))).containsExactly(new ContentDelta("y"));
    }

    @Test
    void endsWithTheReasonThatTheStatusGives() {
        assertThat(end(null, null)).isEqualTo(FinishReason.STOP);
        assertThat(end("completed", null)).isEqualTo(FinishReason.STOP);
        assertThat(end("incomplete", null)).isEqualTo(FinishReason.LENGTH);
        assertThat(end("completed", "max_output_tokens")).isEqualTo(FinishReason.LENGTH);
        assertThat(end("incomplete", "content_filter")).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(end("incomplete", "of_tomorrow")).isEqualTo(FinishReason.of("of_tomorrow"));
        ResponsesTranslator queued = new ResponsesTranslator();
        Chunk chunk = queued.translate(new Ended(answer("queued", null, List.of())), -1, Set.of());
        assertThat(((CompletionChunk) chunk).choices()).isEmpty();
        assertThat(queued.hasEnded()).isFalse();
    }

    @Test
    void takesTheOutputOfTheTerminalEventInItsOrderIfIdsChange() {
        deltas(new ItemAdded(0, message("a", "")));
        deltas(piece(PartKind.TEXT, 0, "a", 0, "one"));
        deltas(new ItemAdded(1, message("b", "")));
        deltas(piece(PartKind.TEXT, 1, "b", 0, "two"));
        List<Delta> rest = deltas(new Ended(answer(
                "completed", null, List.of(message("x", "one"), message("y", "two!"), call("f", "c", "n", "{}")))));
        assertThat(rest).filteredOn(ContentDelta.class::isInstance).containsExactly(new ContentDelta("!"));
        assertThat(rest)
                .filteredOn(delta -> delta instanceof ItemDelta item && item.wire() != null)
                .extracting(delta -> ((ItemDelta) delta).position())
                .containsExactly(0, 1, 2);
        assertThat(translator.hasEnded()).isTrue();
    }

    @Test
    void failsWithWhatCameBesides() {
        ProviderError error = (ProviderError) translator.translate(
                new Failed(null, answer("failed", null, List.of(message("a", "Hi")))), -1, Set.of());
        assertThat(error.error().message()).isEqualTo("the response failed");
        assertThat(error.alongside().choices().get(0).deltas()).contains(new ContentDelta("Hi"));
        assertThat(((ProviderError) translator.translate(new Failed(null, null), -1, Set.of())).alongside())
                .isNull();
    }

    @Test
    void passesOnWhatItDoesNotTranslate() {
        assertThat(translator.translate(new Unknown(WIRE), -1, Set.of(Deviation.INVALID_UTF8)))
                .isEqualTo(new UnrecognizedChunk(WIRE, Set.of(Deviation.INVALID_UTF8)));
        AudioDelta audio = new AudioDelta(null, "AA", null, null, Extras.NONE);
        assertThat(deltas(new Audio(audio))).containsExactly(audio);
        assertThat(deltas(new Progress())).isEmpty();
    }

    /** The set of what was found while reading belongs to the reader, who clears it. */
    @Test
    void addsItsDeviationsToThoseOfTheReader() {
        Set<Deviation> found = EnumSet.of(Deviation.DUPLICATE_MEMBER);
        Chunk chunk = translator.translate(piece(PartKind.TEXT, 0, "a", 0, "x"), 5, found);
        Chunk next = translator.translate(piece(PartKind.TEXT, 0, "b", 0, "x"), 7, found);
        assertThat(found).containsExactly(Deviation.DUPLICATE_MEMBER);
        found.clear();
        assertThat(chunk.deviations())
                .containsExactlyInAnyOrder(Deviation.DUPLICATE_MEMBER, Deviation.PIECE_WITHOUT_ITEM);
        assertThat(next.deviations())
                .containsExactlyInAnyOrder(
                        Deviation.DUPLICATE_MEMBER, Deviation.ITEM_ID_CHANGED, Deviation.SEQUENCE_GAP);
    }

    @Test
    void showsNothingOfWhatIsSaid() {
        assertThat(List.of(
                        piece(PartKind.TEXT, 0, "secret", 0, "secret")
                                .toString()
                                .replaceAll("place=.*", ""),
                        message("secret", "secret").toString(),
                        new ItemPart(PartKind.TEXT, 0, "secret", List.of()).toString(),
                        new Unknown(new JsonText("\"secret\"")).toString()))
                .noneMatch(text -> text.contains("secret"));
    }

    private FinishReason end(@Nullable String status, @Nullable String reason) {
        Chunk chunk = new ResponsesTranslator().translate(new Ended(answer(status, reason, List.of())), -1, Set.of());
        return ((FinishedChoice) ((CompletionChunk) chunk).choices().get(0)).finishReason();
    }

    private List<Integer> positions(ResponsesEvent event) {
        return deltas(event).stream()
                .filter(ItemDelta.class::isInstance)
                .map(delta -> ((ItemDelta) delta).position())
                .toList();
    }

    private List<Delta> deltas(ResponsesEvent event) {
        return deltas(translator.translate(event, ResponsesTranslator.NO_SEQUENCE, Set.of()));
    }

    private static List<Delta> deltas(Chunk chunk) {
        CompletionChunk completion = (CompletionChunk) chunk;
        return completion.choices().isEmpty()
                ? List.of()
                : completion.choices().get(0).deltas();
    }

    private static PartPlace place(@Nullable Integer index, String id, int part) {
        return new PartPlace(index, id, part);
    }

    private static Piece piece(PartKind kind, @Nullable Integer index, String id, int part, String text) {
        return new Piece(kind, place(index, id, part), text, null);
    }

    private static ResponsesItem message(String id, String text) {
        List<ItemPart> parts = text.isEmpty() ? List.of() : List.of(new ItemPart(PartKind.TEXT, 0, text, List.of()));
        return new ResponsesItem("message", id, null, null, parts, Extras.NONE, WIRE);
    }

    private static ResponsesItem item(String type, String id, String callId, String name) {
        return new ResponsesItem(type, id, callId, name, List.of(), Extras.NONE, WIRE);
    }

    private static ResponsesItem call(String id, String callId, String name, String arguments) {
        ItemPart part = new ItemPart(PartKind.ARGUMENTS, 0, arguments, List.of());
        return new ResponsesItem("function_call", id, callId, name, List.of(part), Extras.NONE, WIRE);
    }

    private static ResponsesAnswer answer(@Nullable String status, @Nullable String reason, List<ResponsesItem> items) {
        return new ResponsesAnswer(
                "r",
                "m",
                1L,
                status,
                reason,
                null,
                items,
                UsageNotReported.INSTANCE,
                Extras.NONE,
                new Extras(Map.of("status", WIRE)));
    }
}
