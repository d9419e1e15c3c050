package io.astreaming.json.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.error.LimitExceededException;
import io.astreaming.json.fast.FastEventReader;
import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent;
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
import io.astreaming.protocol.messages.PieceKind;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which event a payload is; JSON has single quotes for double ones. */
class MessagesEventFormTest {
    private static final Set<Deviation> FORM = Set.of(Deviation.UNEXPECTED_FORM);

    private Set<Deviation> noted = Set.of();

    private MessagesEvent read(String name, String json) {
        return read(name, json, StreamLimits.DEFAULT);
    }

    private MessagesEvent read(String name, String json, StreamLimits limits) {
        PayloadParser parser = new PayloadParser(Json.createParserFactory(Map.of()), limits);
        FastEventReader<MessagesEvent> reader =
                new FastEventReader<>(new MessagesEventForm(), parser, limits, new WorkspacePool());
        byte[] bytes = json(json).text().getBytes(StandardCharsets.UTF_8);
        MessagesEvent event = reader.read(new Payload(bytes, 0, bytes.length, name, 1, 0));
        noted = Set.copyOf(reader.noted());
        return event;
    }

    private static JsonText json(String text) {
        return new JsonText(text.replace('\'', '"'));
    }

    private static Extras extras(String members) {
        return new Extras(json(members).members());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsEachEvent(String json, MessagesEvent event, Set<Deviation> deviations) {
        assertThat(read("message", json)).isEqualTo(event);
        assertThat(noted).isEqualTo(deviations);
    }

    static Stream<Arguments> readsEachEvent() {
        Extras one = extras("{'n':1}");
        return Stream.of(
                row("{'type':'ping'}", new Ping()),
                row("{'type':'content_block_stop','index':3}", new BlockStop(3)),
                row("{'type':'content_block_stop','index':0}", new BlockStop(0)),
                row("{'type':'content_block_stop'}", new BlockStop(null)),
                row("{'type':'content_block_stop','index':null}", new BlockStop(null)),
                row("{'type':'content_block_stop','index':'3'}", new BlockStop(3), FORM),
                row("{'type':'content_block_stop','index':[]}", new BlockStop(null), FORM),
                row("{'type':'content_block_stop','index':4294967296}", new BlockStop(null)),
                row("{'type':'content_block_stop','index':1.5}", new BlockStop(null)),
                row(
                        "{'index':1,'content_block':{'type':'text'},'type':'content_block_start'}",
                        new BlockStart(1, json("{'type':'text'}"))),
                row(
                        "{'type':'content_block_start','index':1,'content_block':7}",
                        other("{'type':'content_block_start','index':1,'content_block':7}")),
                row(
                        "{'type':'message_stop','usage':{'n':1},'x':[1,{'y':2}]}",
                        new MessageStop(one, extras("{'x':[1,{'y':2}]}"))),
                row("{'type':'message_stop'}", new MessageStop(Extras.NONE, Extras.NONE)),
                row("{'type':'message_stop','usage':7}", new MessageStop(Extras.NONE, Extras.NONE), FORM),
                row("{'type':'message_stop','usage':null}", new MessageStop(Extras.NONE, Extras.NONE)),
                row(
                        "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'n':1},'x':2}",
                        new MessageDelta(extras("{'stop_reason':'end_turn'}"), one, extras("{'x':2}"))),
                row("{'type':'message_delta','usage':{'n':1}}", new MessageDelta(Extras.NONE, one, Extras.NONE)),
                row(
                        "{'type':'message_delta','delta':{'stop_reason':'end_turn','usage':{'n':1}}}",
                        new MessageDelta(extras("{'stop_reason':'end_turn'}"), one, Extras.NONE),
                        FORM),
                row(
                        "{'type':'message_delta','delta':{'usage':{'n':2}},'usage':{'n':1}}",
                        new MessageDelta(Extras.NONE, one, Extras.NONE),
                        FORM),
                row(
                        "{'type':'message_delta','delta':{'usage':7}}",
                        new MessageDelta(extras("{'usage':7}"), Extras.NONE, Extras.NONE)),
                row(
                        "{'type':'message_start','message':{'id':'m','content':[{'type':'text'},7],'usage':{'n':1}}}",
                        new MessageStart(extras("{'id':'m'}"), List.of(json("{'type':'text'}")), one, false)),
                row(
                        "{'type':'message_start','message':{'content':'Hi'}}",
                        new MessageStart(Extras.NONE, List.of(json("{'type':'text','text':'Hi'}")), Extras.NONE, false),
                        FORM),
                row(
                        "{'type':'message_start','message':{'content':null}}",
                        new MessageStart(extras("{'content':null}"), List.of(), Extras.NONE, false)),
                row(
                        "{'type':'message_start','message':7}",
                        new MessageStart(Extras.NONE, List.of(), Extras.NONE, false)),
                row(
                        "{'type':'message','id':'m','content':[{'type':'text'},7],'usage':{'n':1}}",
                        new MessageStart(extras("{'id':'m'}"), List.of(json("{'type':'text'}")), one, true)),
                row(
                        "{'type':'message','content':'Hi'}",
                        new MessageStart(Extras.NONE, List.of(json("{'type':'text','text':'Hi'}")), Extras.NONE, true)),
                row("{'type':'message'}", new MessageStart(Extras.NONE, List.of(), Extras.NONE, true)),
                row("{'type':'of_tomorrow','x':1}", other("{'type':'of_tomorrow','x':1}")),
                row("[1]", other("[1]")),
                row("7", other("7")));
    }

    private static Arguments row(String json, MessagesEvent event) {
        return row(json, event, Set.of());
    }

    private static Arguments row(String json, MessagesEvent event, Set<Deviation> noted) {
        return Arguments.of(json, event, noted);
    }

    private static Other other(String wire) {
        return new Other(json(wire));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsEachPiece(String delta, @Nullable MessagesEvent event, Set<Deviation> deviations) {
        String json = "{'type':'content_block_delta','index':2,'delta':" + delta + "}";
        assertThat(read("message", json)).isEqualTo(event == null ? other(json) : event);
        assertThat(noted).isEqualTo(deviations);
    }

    static Stream<Arguments> readsEachPiece() {
        return Stream.of(
                piece("{'type':'text_delta','text':'a'}", PieceKind.TEXT, "a"),
                piece("{'text':'a','type':'text_delta','thinking':'b'}", PieceKind.TEXT, "a"),
                piece("{'type':'text_delta','text':null}", PieceKind.TEXT, ""),
                piece("{'type':'thinking_delta','thinking':'a','text':'b'}", PieceKind.THINKING, "a"),
                piece("{'type':'input_json_delta','partial_json':'{','text':'b','thinking':'c'}", PieceKind.INPUT, "{"),
                Arguments.of("{'text':'a'}", new TextPiece(2, PieceKind.TEXT, "a"), FORM),
                Arguments.of("{'thinking':'a'}", new TextPiece(2, PieceKind.THINKING, "a"), FORM),
                Arguments.of("{'partial_json':'a'}", new TextPiece(2, PieceKind.INPUT, "a"), FORM),
                Arguments.of("{'type':'text_delta','text':7}", new TextPiece(2, PieceKind.TEXT, ""), FORM),
                Arguments.of(
                        "{'type':'input_json_delta','partial_json':{ 'a' : 1 }}",
                        new TextPiece(2, PieceKind.INPUT, "{\"a\":1}"),
                        Set.of(Deviation.ARGUMENTS_NOT_A_STRING)),
                Arguments.of(
                        "{'type':'input_json_delta','partial_json':[1]}",
                        new TextPiece(2, PieceKind.INPUT, "[1]"),
                        Set.of(Deviation.ARGUMENTS_NOT_A_STRING)),
                Arguments.of(
                        "{'type':'of_tomorrow','text':'a'}",
                        new OtherPiece(2, "of_tomorrow", json("{'type':'of_tomorrow','text':'a'}")),
                        Set.of()),
                Arguments.of("{'x':1}", new OtherPiece(2, "", json("{'x':1}")), Set.of()),
                Arguments.of("[]", null, FORM),
                Arguments.of("null", null, Set.of()));
    }

    private static Arguments piece(String delta, PieceKind kind, String text) {
        return Arguments.of(delta, new TextPiece(2, kind, text), Set.of());
    }

    @Test
    void takesTheNameOfTheEventForAMissingType() {
        assertThat(read("ping", "{}")).isEqualTo(new Ping());
        assertThat(noted).isEqualTo(FORM);
        assertThat(read("message", "{}")).isEqualTo(other("{}"));
        assertThat(noted).isEmpty();
        assertThat(read("ping", "{'type':7}")).isEqualTo(new Ping());
        assertThat(read("content_block_stop", "{'type':'ping'}"))
                .as("the type counts")
                .isEqualTo(new Ping());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','error':{'type':'overloaded_error','message':'Busy'},'request_id':'r'}",
                "{'error':{'type':'overloaded_error','message':'Busy'}}",
                "{'type':'of_tomorrow','error':{'type':'overloaded_error','message':'Busy'}}"
            })
    void readsAnErrorInAnyForm(String json) {
        assertThat(read("message", json)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.error().message()).isEqualTo("Busy");
            assertThat(failure.error().type()).isEqualTo("overloaded_error");
        });
    }

    @Test
    void takesAnythingInAnEventNamedErrorForOne() {
        assertThat(read("error", "7")).isInstanceOf(Failure.class);
        assertThat(read("error", "{'type':'of_tomorrow'}")).isInstanceOf(Failure.class);
        assertThat(read("message", "{'type':'ping','error':null}")).isEqualTo(new Ping());
    }

    /** A payload is bounded in what it makes the reader keep, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message_stop','x':[%s]}",
                "{'type':'message_stop','usage':{'x':[%s]}}",
                "{'type':'message_start','message':{'x':[%s]}}",
                "{'type':'message_start','message':{'content':[%s]}}",
                "{'type':'content_block_start','content_block':{'x':[%s]}}",
                "{'type':'content_block_delta','delta':{'partial_json':[%s]}}"
            })
    void boundsWhatAPayloadHolds(String json) {
        StreamLimits limits = StreamLimits.DEFAULT.withEventBytes(50_000);
        String many = "1,".repeat(20_000) + "1";
        assertThatThrownBy(() -> read("message", json.formatted(many), limits))
                .isInstanceOf(LimitExceededException.class);
    }
}
