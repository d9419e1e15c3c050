package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of WHATWG HTML 9.2.5 and 9.2.6, a row or more for each sentence, every row cut at every place. */
class SseDecoderTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void followsTheStandard(String rule, String input, List<String> expected) {
        Pieces.everyWay(input.getBytes(UTF_8))
                .forEach(pieces -> assertThat(SseLog.of(pieces)).as(rule).isEqualTo(expected));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                // 9.2.5 Parsing an event stream
                rule("a stream is UTF-8", "data: h\u00e9 \ud83d\ude00\n\n", "message: h\u00e9 \ud83d\ude00"),
                rule("one leading BOM is stripped", "\ufeffdata: x\n\n", "message: x"),
                rule("a second leading BOM isn't", "\ufeff\ufeffdata: x\n\n", "field \ufeffdata=x"),
                rule("a BOM further in isn't", "data: a\n\n\ufeffdata: x\n\n", "message: a", "field \ufeffdata=x"),
                rule("a BOM in data stays", "data: \ufeffx\n\n", "message: \ufeffx"),
                rule("a BOM before a blank line is stripped", "\ufeff\ndata: x\n\n", "message: x"),
                rule("a BOM alone is nothing", "\ufeff"),
                rule("LF ends a line", "data: a\ndata: b\n\n", "message: a\nb"),
                rule("CR ends a line", "data: a\rdata: b\r\r", "message: a\nb"),
                rule("CRLF ends one line", "data: a\r\ndata: b\r\n\r\n", "message: a\nb"),
                rule("LF CR is two line ends", "data: a\n\rdata: b\n\r", "message: a", "message: b"),
                rule("CR CR LF is two line ends", "data: a\r\r\ndata: b\n\n", "message: a", "message: b"),
                rule("line ends mix", "data: a\r\ndata: b\ndata: c\rdata: d\n\r\n", "message: a\nb\nc\nd"),
                rule(
                        "other controls end no line",
                        "data: a\u000b\u000c\u0085\u2028b\n\n",
                        "message: a\u000b\u000c\u0085\u2028b"),
                rule("a comment begins with a colon", ": a\n:b\n:\n", "comment: a", "comment:b", "comment:"),
                rule("a comment may hold colons", "::data: x\n", "comment::data: x"),
                rule("a comment doesn't end an event", "data: a\n: c\ndata: b\n\n", "comment: c", "message: a\nb"),

                // 9.2.6 Interpreting an event stream: lines
                rule("a blank line dispatches", "data: a\n\ndata: b\n\n", "message: a", "message: b"),
                rule("white space is no blank line", "data: a\n \ndata: b\n\n", "field  =", "message: a\nb"),
                rule("one space after the colon goes", "data:a\ndata: a\ndata:  a\n\n", "message: a\na\n a"),
                rule("a tab after the colon stays", "data:\ta\n\n", "message: \ta"),
                rule("spaces at the end stay", "data: a \n\n", "message: a "),
                rule("only the first colon counts", "data: a:b: c\n\n", "message: a:b: c"),
                rule("a colon may follow at once", "data::a\n\n", "message: :a"),
                rule("a line without colon is a field without value", "data\n\n", "message: "),
                rule(
                        "an unfinished event isn't dispatched",
                        "data: a\n\ndata: b\n",
                        "message: a",
                        "unterminated message: b"),

                // 9.2.6: fields
                rule("event sets the type", "event: add\ndata: x\n\n", "add: x"),
                rule("event may follow data", "data: x\nevent: add\n\n", "add: x"),
                rule("the last event counts", "event: a\nevent: b\ndata: x\n\n", "b: x"),
                rule("event keeps inner spaces", "event:   e \ndata: x\n\n", "  e : x"),
                rule("an empty type is message", "event: a\nevent:\ndata: x\n\n", "message: x"),
                rule(
                        "types aren't ASCII alone",
                        "event: \u00e9\ndata: x\n\nevent: \u00e9\ndata: y\n\n",
                        "\u00e9: x",
                        "\u00e9: y"),
                rule("data lines are joined by LF", "data: a\ndata: b\ndata: c\n\n", "message: a\nb\nc"),
                rule("empty data is an event", "data:\n\n", "message: "),
                rule("empty data lines count", "data:\ndata: x\ndata\n\n", "message: \nx\n"),
                rule("two empty data lines are one LF", "data\ndata\n\n", "message: \n"),
                rule(
                        "fields between data lines don't matter",
                        "data: a\nid: 1\nfoo: bar\ndata: b\n\n",
                        "field foo=bar",
                        "message: a\nb",
                        "id 1"),
                rule("id sets the last event id", "id: 7\ndata: x\n\n", "message: x", "id 7"),
                rule("an id lasts", "id: 7\ndata: x\n\ndata: y\n\n", "message: x", "message: y", "id 7"),
                rule("an empty id resets", "id: 7\ndata: x\n\nid\ndata: y\n\n", "message: x", "message: y"),
                rule("an id with NUL is ignored", "id: 7\ndata: x\n\nid: a\u0000b\n\n", "message: x", "id 7"),
                rule("an id needs no data", "id: 7\n\n", "id 7"),
                rule("an id of an unfinished event doesn't count", "id: 7\n\nid: 8\n", "id 7"),
                rule("retry is digits", "retry: 1500\n", "retry 1500"),
                rule("retry may begin with zero", "retry: 007\n", "retry 7"),
                rule("retry may be zero", "retry: 0\n", "retry 0"),
                rule("retry of nothing sets nothing", "retry:\nretry\n"),
                rule(
                        "retry with anything else is ignored",
                        "retry: 5\nretry: 1x\nretry: -1\nretry: 1.5\nretry: \u0661\n",
                        "retry 5"),
                rule("retry without digits is ignored", "retry: 5\nretry:\nretry\n", "retry 5"),
                rule("retry is as large as a long", "retry: 9223372036854775800\n", "retry 9223372036854775800"),
                rule("retry saturates", "retry: 99999999999999999999\n", "retry " + Long.MAX_VALUE),
                rule("other fields are ignored", "foo: bar\nbaz\n\n", "field foo=bar", "field baz="),
                rule(
                        "field names are exact",
                        "Data: x\n data: x\ndata : x\ndat: x\ndatas: x\n\n",
                        "field Data=x",
                        "field  data=x",
                        "field data =x",
                        "field dat=x",
                        "field datas=x"),

                // 9.2.6: dispatch
                rule("no data, no event", "event: a\n\nid: 1\n\n\n\n", "id 1"),
                rule("the type is forgotten after an event", "event: a\ndata: x\n\ndata: y\n\n", "a: x", "message: y"),
                rule("the type is forgotten without an event", "event: a\n\ndata: y\n\n", "message: y"),
                rule("data is forgotten after an event", "data: x\n\n\ndata: y\n\n", "message: x", "message: y"),
                rule("an event may be empty and alone", "\n\n\n"),
                rule("an empty stream is nothing", ""),

                // Beyond it: what an end in the middle leaves
                rule("a cut line of data is offered", "data: a\ndata: {\"b\"", "unterminated message: a\n{\"b\""),
                rule("a cut event keeps its type", "event: a\ndata: b", "unterminated a: b"),
                rule("a cut type, id or retry says nothing", "data: b\nevent: mess", "unterminated message: b"),
                rule("a cut id says nothing", "id: 1\n\nid: 2", "id 1"),
                rule("a cut retry says nothing", "retry: 10\nretry: 1", "retry 10"),
                rule("a cut comment says nothing", "data: b\n: com", "unterminated message: b"),
                rule("a cut name says nothing", "data: b\nda", "unterminated message: b"),
                rule("a cut field with a name is told", "error: {\"a\":1}", "field error={\"a\":1}"));
    }

    private static Arguments rule(String rule, String input, String... expected) {
        return Arguments.of(rule, input, List.of(expected));
    }

    @Test
    void readsBrokenUtf8AsReplacement() {
        byte[] input = {'d', 'a', 't', 'a', ':', 'a', (byte) 0xC3, '\n', '\n'};

        Pieces.everyWay(input).forEach(pieces -> assertThat(SseLog.of(pieces)).containsExactly("message: a\ufffd"));
    }

    @Test
    void numbersEventsAndTellsTheirPlace() {
        String input = "\ufeff: hi\r\ndata: a\n\nevent: e\n\nid: 1\ndata:bb\ndata: c\n\ndata: d";
        byte[] bytes = input.getBytes(UTF_8);

        Pieces.everyWay(bytes).forEach(pieces -> {
            SseLog log = new SseLog();
            SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, log);
            for (byte[] piece : pieces) {
                decoder.feed(ByteBuffer.wrap(piece));
            }
            decoder.end();

            assertThat(log.payloads).extracting(Payload::number).containsExactly(0L, 1L, 2L);
            assertThat(log.payloads)
                    .extracting(payload -> (char) bytes[(int) payload.position()])
                    .containsExactly('a', 'b', 'd');
        });
    }

    @Test
    void tellsAnEventAsSoonAsItsBlankLineBegins() {
        SseLog log = new SseLog();
        SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, log);

        decoder.feed(ByteBuffer.wrap("data: a\r\n\r".getBytes(UTF_8)));

        assertThat(log.lines).containsExactly("message: a");
    }

    @Test
    void givesAOneLineEventAsAWindowAndKnownTypesAsTheSameString() {
        Payload[] seen = new Payload[2];
        SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, payload -> seen[(int) payload.number()] = payload);

        decoder.feed(ByteBuffer.wrap("event: ping\ndata: a\n\nevent: ping\ndata: b\n\n".getBytes(UTF_8)));

        assertThat(seen[0].array()).isSameAs(seen[1].array());
        assertThat(seen[0].event()).isSameAs(seen[1].event());
    }

    /** Decoders lend each other their buffers while they have nothing to keep. */
    @Test
    void keepsStreamsApartThatAreReadInTurn() {
        byte[] first = "event: a\ndata: first\ndata: one\n\nid: 1\ndata: two\n\ndata: half".getBytes(UTF_8);
        byte[] second = ": note\ndata: second\n\nother: x\ndata: three\r\ndata: four\r\n\r\n".getBytes(UTF_8);
        for (int size = 1; size <= 20; size++) {
            SseLog[] logs = {new SseLog(), new SseLog()};
            SseDecoder[] decoders = {
                new SseDecoder(StreamLimits.DEFAULT, logs[0]), new SseDecoder(StreamLimits.DEFAULT, logs[1])
            };
            byte[][][] pieces = {Pieces.ofSize(first, size), Pieces.ofSize(second, size)};
            for (int i = 0; i < Math.max(pieces[0].length, pieces[1].length); i++) {
                for (int which = 0; which < 2; which++) {
                    if (i < pieces[which].length) {
                        decoders[which].feed(ByteBuffer.wrap(pieces[which][i]));
                    }
                }
            }
            decoders[0].end();
            decoders[1].end();

            assertThat(logs[0].lines).containsExactly("a: first\none", "message: two", "unterminated message: half");
            assertThat(logs[1].lines)
                    .containsExactly("comment: note", "message: second", "field other=x", "message: three\nfour");
        }
    }

    @Test
    void consumesAllItIsGiven() {
        ByteBuffer input = ByteBuffer.wrap("data: x".repeat(10_000).getBytes(UTF_8));

        new SseDecoder(StreamLimits.DEFAULT, new SseLog()).feed(input);

        assertThat(input.hasRemaining()).isFalse();
    }
}
