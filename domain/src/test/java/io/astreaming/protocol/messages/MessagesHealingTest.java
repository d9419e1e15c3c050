package io.astreaming.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent.BlockStart;
import io.astreaming.protocol.messages.MessagesEvent.BlockStop;
import io.astreaming.protocol.messages.MessagesEvent.MessageDelta;
import io.astreaming.protocol.messages.MessagesEvent.MessageStart;
import io.astreaming.protocol.messages.MessagesEvent.MessageStop;
import io.astreaming.protocol.messages.MessagesEvent.OtherPiece;
import io.astreaming.protocol.messages.MessagesEvent.Ping;
import io.astreaming.protocol.messages.MessagesEvent.TextPiece;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the translator makes of messages that depart from the protocol; JSON has single quotes for double ones. */
class MessagesHealingTest {
    private static final String TEXT = "{'type':'text','text':''}";
    private static final String THINKING = "{'type':'thinking','thinking':''}";
    private static final String CALL = "{'type':'tool_use','id':'t','name':'f','input':{}}";
    private static final String OTHER_CALL = "{'type':'tool_use','id':'u','name':'g','input':{}}";

    private MessagesTranslator translator = new MessagesTranslator(StreamLimits.DEFAULT);
    private Set<Deviation> noted = Set.of();

    /** Translates an event; remembers what was noted. */
    private CompletionChunk chunk(MessagesEvent event) {
        CompletionChunk chunk = (CompletionChunk) translator.translate(event, Set.of(), Payload.of("{}"));
        noted = Set.copyOf(chunk.deviations());
        return chunk;
    }

    private List<Delta> deltas(MessagesEvent event) {
        CompletionChunk chunk = chunk(event);
        return chunk.choices().isEmpty()
                ? List.of()
                : List.copyOf(chunk.choices().get(0).deltas());
    }

    private static JsonText json(String text) {
        return new JsonText(text.replace('\'', '"'));
    }

    private static Extras extras(String members) {
        return new Extras(json(members).members());
    }

    private static BlockStart start(@Nullable Integer index, String block) {
        return new BlockStart(index, json(block));
    }

    private static OtherPiece piece(@Nullable Integer index, String type, String delta) {
        return new OtherPiece(index, type, json(delta));
    }

    private static MessageDelta delta(String members) {
        return new MessageDelta(extras(members), Extras.NONE, Extras.NONE);
    }

    private static ItemDelta begun(int position, String type) {
        return new ItemDelta(Protocol.MESSAGES, position, type, null);
    }

    private static ItemDelta whole(int position, String type, String wire) {
        return new ItemDelta(Protocol.MESSAGES, position, type, json(wire));
    }

    private static ToolCallDelta call(int position, @Nullable String id, @Nullable String name) {
        return new ToolCallDelta(position, id, "function", name, null, Extras.NONE, Extras.NONE);
    }

    private static ToolCallDelta arguments(int position, String text) {
        return new ToolCallDelta(position, null, null, null, text, Extras.NONE, Extras.NONE);
    }

    @Test
    void namesAnIndexThatIsMissingOrReused() {
        chunk(start(0, TEXT));
        assertThat(noted).isEmpty();
        assertThat(deltas(start(0, TEXT))).containsExactly(begun(1, "text"));
        assertThat(noted).containsExactly(Deviation.ITEM_INDEX_REUSED);
        assertThat(deltas(start(null, TEXT))).containsExactly(begun(2, "text"));
        assertThat(noted).containsExactly(Deviation.ITEM_WITHOUT_INDEX);
        chunk(new Ping());
        assertThat(noted).as("of the last event alone").isEmpty();
    }

    @Test
    void takesTheRepeatedBeginOfACallForNothing() {
        chunk(start(0, CALL));
        assertThat(deltas(start(0, CALL))).isEmpty();
        assertThat(noted).containsExactly(Deviation.ITEM_INDEX_REUSED);
        assertThat(deltas(start(0, OTHER_CALL))).containsExactly(begun(1, "tool_use"), call(1, "u", "g"));
        chunk(new BlockStop(0));
        assertThat(deltas(start(0, OTHER_CALL)))
                .as("after its end")
                .containsExactly(begun(2, "tool_use"), call(2, "u", "g"));
    }

    @ParameterizedTest
    @CsvSource({
        "text, TEXT, true",
        "text, THINKING, false",
        "text, INPUT, false",
        "thinking, THINKING, true",
        "thinking, TEXT, false",
        "redacted_thinking, THINKING, false",
        "tool_use, INPUT, true",
        "tool_use, TEXT, false",
        "server_tool_use, INPUT, true",
        "server_tool_use, THINKING, false",
        "web_search_tool_result, TEXT, false",
        "web_search_tool_result, INPUT, false",
        "of_tomorrow, TEXT, true",
        "of_tomorrow, INPUT, true"
    })
    void knowsWhichPiecesABlockMayHave(String type, PieceKind kind, boolean fits) {
        assertThat(kind.fits(type)).isEqualTo(fits);
    }

    @Test
    void opensABlockForAPieceWithoutOne() {
        assertThat(deltas(new TextPiece(0, PieceKind.TEXT, "Hi")))
                .containsExactly(begun(0, "text"), new ContentDelta("Hi"));
        assertThat(noted).containsExactly(Deviation.PIECE_WITHOUT_ITEM);
        assertThat(deltas(new TextPiece(0, PieceKind.THINKING, "Hm")))
                .as("of another kind")
                .containsExactly(begun(1, "thinking"), new ReasoningDelta("Hm", "thinking"));
        assertThat(deltas(new TextPiece(5, PieceKind.INPUT, "{}")))
                .containsExactly(begun(5, "tool_use"), call(5, null, null), arguments(5, "{}"));
        assertThat(deltas(new BlockStop(5))).as("a call without a name").isEmpty();
    }

    @Test
    void givesAPieceWithoutIndexToTheLatestBlock() {
        chunk(start(0, TEXT));
        assertThat(deltas(new TextPiece(null, PieceKind.TEXT, "Hi"))).containsExactly(new ContentDelta("Hi"));
        assertThat(noted).containsExactly(Deviation.ITEM_WITHOUT_INDEX);
        assertThat(deltas(new BlockStop(null))).containsExactly(whole(0, "text", "{'type':'text','text':'Hi'}"));
        assertThat(noted).containsExactly(Deviation.ITEM_WITHOUT_INDEX);
    }

    @Test
    void givesAPieceToTheLatestOpenBlockIfItsOwnCanNotHaveIt() {
        chunk(start(0, TEXT));
        chunk(start(1, CALL));
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, "{}"))).containsExactly(arguments(1, "{}"));
        assertThat(noted).containsExactly(Deviation.PIECE_WITHOUT_ITEM);
        assertThat(deltas(new TextPiece(7, PieceKind.INPUT, " ")))
                .as("none there")
                .containsExactly(arguments(1, " "));
        chunk(new BlockStop(1));
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, "{}")))
                .as("it has stopped")
                .containsExactly(begun(2, "tool_use"), call(2, null, null), arguments(2, "{}"));
    }

    @Test
    void givesTheInputOfAWholeCallToTheOneThatIsOpen() {
        chunk(start(0, CALL));
        chunk(new TextPiece(0, PieceKind.INPUT, "{}"));
        assertThat(deltas(start(1, OTHER_CALL))).isNotEmpty();
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, " ")))
                .as("both are open")
                .containsExactly(arguments(0, " "));
        chunk(new BlockStop(0));
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, "{"))).containsExactly(arguments(1, "{"));
        assertThat(noted).containsExactly(Deviation.PIECE_WITHOUT_ITEM);
    }

    @Test
    void addsALatePieceToABlockThatIsWholeIfItIsTheOnlyOne() {
        chunk(start(0, CALL));
        chunk(new BlockStop(0));
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, "{'a':1}"))).containsExactly(arguments(0, "{'a':1}"));
        assertThat(noted).containsExactly(Deviation.PIECE_AFTER_ITEM);
    }

    @Test
    void endsBlocksWithoutEndAtTheStopReasonInTheirOrder() {
        chunk(start(1, THINKING));
        chunk(start(0, TEXT));
        assertThat(deltas(delta("{'stop_reason':'end_turn'}")))
                .containsExactly(whole(0, "text", TEXT), whole(1, "thinking", THINKING));
        assertThat(noted).containsExactly(Deviation.ITEM_WITHOUT_END);
        assertThat(deltas(new BlockStop(0))).as("once").isEmpty();
        chunk(delta("{'stop_reason':'end_turn'}"));
        assertThat(noted).isEmpty();
    }

    @Test
    void comparesTheStopReasonWithTheBlocks() {
        chunk(start(0, TEXT));
        chunk(new BlockStop(0));
        chunk(start(1, CALL));
        chunk(new BlockStop(1));
        chunk(delta("{'stop_reason':'tool_use'}"));
        assertThat(noted).isEmpty();
        chunk(delta("{'stop_reason':'end_turn'}"));
        assertThat(noted).containsExactly(Deviation.STOP_REASON_MISMATCH);
        chunk(delta("{'stop_reason':'max_tokens'}"));
        assertThat(noted).isEmpty();
    }

    @Test
    void takesBlocksThatTheMessageBeginsWith() {
        MessageStart start = new MessageStart(
                extras("{'id':'m','role':'assistant','stop_reason':'tool_use','container':{'id':'c'}}"),
                List.of(
                        json("{'type':'text','text':'Hi'}"),
                        json("{'type':'tool_use','id':'t','name':'f','input':{'a':1}}")),
                Extras.NONE,
                true);
        CompletionChunk chunk = chunk(start);

        assertThat(chunk.choices().get(0)).isInstanceOf(FinishedChoice.class);
        assertThat(chunk.choices().get(0).deltas())
                .containsExactly(
                        new RoleDelta(Role.ASSISTANT),
                        begun(0, "text"),
                        new ContentDelta("Hi"),
                        whole(0, "text", "{'type':'text','text':'Hi'}"),
                        begun(1, "tool_use"),
                        call(1, "t", "f"),
                        arguments(1, "{\"a\":1}"),
                        whole(1, "tool_use", "{'type':'tool_use','id':'t','name':'f','input':{'a':1}}"));
        assertThat(chunk.extras()).isEqualTo(extras("{'container':{'id':'c'}}"));
        assertThat(noted).isEmpty();
        assertThat(translator.hasEnded()).isTrue();
    }

    @Test
    void tellsWhatABlockBeginsWith() {
        assertThat(deltas(start(0, "{'type':'text','text':'Hi','citations':[{'n':1}]}")))
                .containsExactly(begun(0, "text"), new ContentDelta("Hi"), new AnnotationsDelta(json("[{'n':1}]")));
        assertThat(deltas(start(1, "{'type':'thinking','thinking':'Hm','citations':[]}")))
                .containsExactly(begun(1, "thinking"), new ReasoningDelta("Hm", "thinking"));
        assertThat(deltas(start(2, "{'type':'of_tomorrow','text':'a','thinking':'b'}")))
                .containsExactly(begun(2, "of_tomorrow"));
        assertThat(deltas(new TextPiece(0, PieceKind.TEXT, "!"))).containsExactly(new ContentDelta("!"));
        chunk(piece(0, "citations_delta", "{'citation':{'n':2}}"));
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(whole(0, "text", "{'type':'text','text':'Hi!','citations':[{'n':1},{'n':2}]}"));
    }

    @Test
    void addsCitationsToATextThatCameWhole() {
        chunk(start(0, "{'type':'text','text':'Hi'}"));
        chunk(piece(0, "citations_delta", "{'citation':{'n':2}}"));
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(whole(0, "text", "{'type':'text','text':'Hi','citations':[{'n':2}]}"));
    }

    @Test
    void takesTheInputOfTheStartOnlyIfNoPieceFollows() {
        chunk(start(0, "{'type':'tool_use','id':'t','name':'f','input':{'a':1}}"));
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, "{\"b\": 2}"))).containsExactly(arguments(0, "{\"b\": 2}"));
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(whole(0, "tool_use", "{'type':'tool_use','id':'t','name':'f','input':{'b': 2}}"));

        chunk(start(1, "{'type':'tool_use','id':'u','name':'f','input':'{}x'}"));
        assertThat(deltas(new BlockStop(1))).as("a string").contains(arguments(1, "{}x"));
        for (String nothing : List.of("{ }", "''", "null")) {
            translator = new MessagesTranslator(StreamLimits.DEFAULT);
            String block = "{'type':'tool_use','id':'t','name':'f','input':" + nothing + "}";
            chunk(start(0, block));
            assertThat(deltas(new BlockStop(0))).containsExactly(whole(0, "tool_use", block));
        }
    }

    @Test
    void keepsACallWhoseInputIsNoJsonFromGoingBack() {
        chunk(start(0, CALL));
        chunk(new TextPiece(0, PieceKind.INPUT, "{\"a\":"));
        assertThat(deltas(new BlockStop(0))).isEmpty();
        chunk(start(1, OTHER_CALL));
        chunk(new TextPiece(1, PieceKind.INPUT, " "));
        assertThat(deltas(new BlockStop(1))).as("blank").containsExactly(whole(1, "tool_use", OTHER_CALL));
    }

    @Test
    void putsTheInputOfAToolOfTheProviderIntoItsBlockAlone() {
        chunk(start(0, "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}"));
        assertThat(deltas(new TextPiece(0, PieceKind.INPUT, "{\"q\":1}"))).isEmpty();
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(whole(
                        0,
                        "server_tool_use",
                        "{'type':'server_tool_use','id':'s','name':'web_search','input':{'q':1}}"));
        chunk(delta("{'stop_reason':'end_turn'}"));
        assertThat(noted).as("no call of the client's").isEmpty();
    }

    @Test
    void addsCompactionsSignaturesAndCitationsToTheirBlocks() {
        chunk(start(0, "{'type':'compaction','content':null}"));
        chunk(piece(0, "compaction_delta", "{'content':'a','encrypted_content':'b'}"));
        assertThat(deltas(new BlockStop(0)))
                .containsExactly(whole(0, "compaction", "{'type':'compaction','content':'a','encrypted_content':'b'}"));
        assertThat(deltas(piece(3, "compaction_delta", "{'content':'a'}")))
                .as("no block")
                .isEmpty();
        assertThat(deltas(piece(1, "signature_delta", "{'signature':'s'}"))).containsExactly(begun(1, "thinking"));
        assertThat(deltas(new BlockStop(1)))
                .containsExactly(whole(1, "thinking", "{'type':'thinking','signature':'s'}"));
        assertThat(deltas(piece(2, "citations_delta", "{'citation':null}"))).containsExactly(begun(2, "text"));
        assertThat(deltas(new BlockStop(2))).containsExactly(whole(2, "text", "{'type':'text'}"));
        assertThat(deltas(piece(2, "of_tomorrow", "{'x':1}")))
                .containsExactly(new UnrecognizedDelta("of_tomorrow", json("{'x':1}")));
    }

    @Test
    void keepsTheMembersThatItDoesNotKnow() {
        CompletionChunk chunk = chunk(new MessageDelta(
                extras("{'stop_reason':'refusal','stop_details':{'a':1},'container':{'id':'c'},'x':null}"),
                extras("{'output_tokens':7}"),
                extras("{'context_management':{},'y':null}")));
        assertThat(chunk.choices().get(0).extras())
                .isEqualTo(extras("{'stop_reason':'refusal','stop_details':{'a':1}}"));
        assertThat(chunk.extras()).isEqualTo(extras("{'container':{'id':'c'},'context_management':{}}"));
        assertThat(((TokenUsage) chunk.usage()).completionTokens()).isEqualTo(7);

        assertThat(chunk(delta("{'stop_details':{}}")).choices().get(0)).isInstanceOf(OpenChoice.class);
    }

    @Test
    void countsWhatTheEndReports() {
        CompletionChunk end = chunk(new MessageStop(
                extras("{'output_tokens':7}"), extras("{'amazon-bedrock-invocationMetrics':{'inputTokenCount':5}}")));
        TokenUsage usage = (TokenUsage) end.usage();
        assertThat(usage.completionTokens()).isEqualTo(7);
        assertThat(usage.promptTokens()).isEqualTo(5);
        assertThat(end.extras().members()).containsKey("amazon-bedrock-invocationMetrics");
    }

    /** A block costs twice its start, since it may be written anew, and 48 for each member and citation. */
    @Test
    void countsWhatItKeepsToTheCharacter() {
        String citation = "{'n':1}";
        int cost = 2 * TEXT.length() + 2 * 48 + 48 + citation.length() + 5;
        translator = new MessagesTranslator(StreamLimits.DEFAULT.withTotalText(cost));
        chunk(start(0, TEXT));
        chunk(piece(0, "citations_delta", "{'citation':" + citation + "}"));
        chunk(new TextPiece(0, PieceKind.TEXT, "12345"));
        TextPiece more = new TextPiece(0, PieceKind.TEXT, "x");
        assertThatThrownBy(() -> chunk(more)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void takesAnAbsurdIndexForNone() {
        chunk(start((1 << 20) - 1, TEXT));
        assertThat(noted).isEmpty();
        chunk(start(1 << 20, TEXT));
        assertThat(noted).containsExactly(Deviation.ITEM_WITHOUT_INDEX);
    }

    @Test
    void showsNothingOfWhatIsSaid() {
        assertThat(new TextPiece(0, PieceKind.TEXT, "secret").toString())
                .doesNotContain("secret")
                .contains("6");
    }
}
