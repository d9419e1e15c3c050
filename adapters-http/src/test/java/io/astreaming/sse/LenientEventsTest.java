package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateways make of the framing, and what is made of that; every row cut at every place. */
class LenientEventsTest {
    private static final ResponseHead EVENT_STREAM =
            new ResponseHead(200, Map.of("Content-Type", List.of("text/event-stream")));

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void healsWhatCanBeNothingElse(String fault, String input, List<String> expected) {
        Pieces.everyWay(input.getBytes(UTF_8))
                .forEach(pieces -> assertThat(read(pieces)).as(fault).isEqualTo(expected));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "no blank line",
                        "data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]\n\n",
                        "deviation BLANK_LINE_MISSING",
                        "message: {\"a\":1}",
                        "message: {\"b\":2}",
                        "message: [DONE]"),
                fault(
                        "no blank line, at the end neither",
                        "data: {\"a\":1}\r\ndata: [DONE]",
                        "deviation BLANK_LINE_MISSING",
                        "message: {\"a\":1}",
                        "unterminated message: [DONE]"),
                fault(
                        "no blank line, and the last event is cut",
                        "data: {\"a\":1}\ndata: {\"b\":",
                        "deviation BLANK_LINE_MISSING",
                        "message: {\"a\":1}",
                        "unterminated message: {\"b\":"),
                fault(
                        "no blank line, and the last event is broken",
                        "data: {\"a\":1}\ndata: {\"b\":\n\n",
                        "deviation BLANK_LINE_MISSING",
                        "message: {\"a\":1}",
                        "message: {\"b\":"),
                fault(
                        "no blank line behind JSON of several lines",
                        "data: {\ndata: \"a\": [\"}\\\"\"\ndata: ]}\ndata:\ndata: [DONE]\n\n",
                        "deviation BLANK_LINE_MISSING",
                        "message: {\n\"a\": [\"}\\\"\"\n]}",
                        "message: [DONE]"),
                fault(
                        "no blank line behind a heartbeat",
                        "data: ping\ndata: {\"a\":1}\n\n",
                        "deviation BLANK_LINE_MISSING",
                        "words: ping",
                        "message: {\"a\":1}"),
                fault("JSON of several lines", "data: {\ndata: \"a\": 1\ndata: }\n\n", "message: {\n\"a\": 1\n}"),
                fault("a broken string", "data: {\"a\": \"b\ndata: {}\n\n", "message: {\"a\": \"b\n{}"),
                fault("words of several lines", "data: not now\ndata: later\n\n", "words: not now\nlater"),
                fault(
                        "an error event of several lines",
                        "event: error\ndata: {\"a\": 1}\ndata: }\n\n",
                        "error: {\"a\": 1}\n}"),
                fault(
                        "JSON without data",
                        "data: {\"a\":1}\n\n{\n  \"error\": {\n\n    \"code\": 503\n  }\n}\n",
                        "message: {\"a\":1}",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\n  \"error\": {\n    \"code\": 503\n  }\n}"),
                fault(
                        "JSON without data that no line end follows",
                        "data: {\"a\":1}\n\n{\"error\": \"}\\\\\"}",
                        "message: {\"a\":1}",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"error\": \"}\\\\\"}"),
                fault(
                        "JSON between events",
                        ": hi\n{\"a\":1}\n\ndata: {\"b\":2}\n\n {\"c\":3}{\"d\":4}\n[DONE]\n",
                        "comment: hi",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"a\":1}",
                        "message: {\"b\":2}",
                        "deviation DATA_FIELD_MISSING",
                        "message:  {\"c\":3}",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"d\":4}",
                        "deviation DATA_FIELD_MISSING",
                        "message: [DONE]"),
                fault(
                        "JSON without data or a blank line",
                        "data: {\"a\":1}\n{\"error\": 2}\n",
                        "deviation DATA_FIELD_MISSING",
                        "unterminated message: {\"a\":1}",
                        "message: {\"error\": 2}"),
                fault(
                        "JSON without data or a blank line, between events",
                        "data: {\"a\":1}\n{\"b\":2}\n\ndata: {\"c\":3}\n\n",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"a\":1}",
                        "message: {\"b\":2}",
                        "message: {\"c\":3}"),
                fault(
                        "a list without data",
                        "data: 1\n\n[{\"error\": 1}]\n",
                        "message: 1",
                        "deviation DATA_FIELD_MISSING",
                        "message: [{\"error\": 1}]"),
                fault(
                        "cut JSON without data",
                        "data: 1\n\n{\n\"error\": ",
                        "message: 1",
                        "unterminated message: {\n\"error\": \n"),
                fault(
                        "JSON without data that an event interrupts",
                        "{}\n{\"a\": \"\n\ndata: {\"b\":2}\n\n",
                        "deviation JSON_BODY",
                        "message: {}\n",
                        "message: {\"a\": \"\n",
                        "message: {\"b\":2}"),
                fault(
                        "a JSON body and the mark of the end",
                        "{\n\"a\": \"}\"}\n\ndata: [DONE]\n\n",
                        "deviation JSON_BODY",
                        "message: {\n\"a\": \"}\"}\n\n",
                        "message: [DONE]"),
                fault(
                        "a JSON body with an event on the same line",
                        "\n{\"a\":1}data: [DONE]\n\n",
                        "deviation JSON_BODY",
                        "message: {\"a\":1}",
                        "message: [DONE]"),
                fault(
                        "JSON lines",
                        "{\"a\":1}\n{\"b\":2}\n",
                        "deviation JSON_BODY",
                        "message: {\"a\":1}\n",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"b\":2}"),
                fault(
                        "a comment as data",
                        "data: : keep-alive\n\ndata: : ping - 2025-11-30 02:19:33.1+00:00\n\ndata::\n\n",
                        "words: : keep-alive",
                        "words: : ping - 2025-11-30 02:19:33.1+00:00",
                        "words: :"),
                fault("an error in words", "data: Error: no \"luck\" {}\n\n", "field error=Error: no \"luck\" {}"),
                fault("an error in brackets", "data: [ERROR] boom\n\n", "field error=[ERROR] boom"),
                fault("an error in words that is cut", "data: error", "field error=error"),
                fault("words that are cut", "data: not now, later", "words: not now, later"),
                fault("one word that is cut", "data: later", "unterminated message: later"),
                fault("an error on a line", "Error: no luck\n", "field error=Error: no luck"),
                fault("an error in a field", "error: {\"a\":1}\n", "field error={\"a\":1}"),
                fault(
                        "words on a line",
                        "upstream connect error: x\nfoo: bar\n",
                        "field =upstream connect error: x",
                        "field foo=bar"),
                fault("words on the only line", "Service Unavailable", "field =Service Unavailable"),
                fault("one word on the only line", "Unauthorized", "field =Unauthorized"),
                fault(
                        "JSON without data that an event interrupts in an event stream",
                        "data: {}\n\n{\"a\": \"\n\ndata: {\"b\":2}\n\n",
                        "message: {}",
                        "message: {\"a\": \"\n",
                        "message: {\"b\":2}"),
                fault("cut JSON with a blank", "data: {\"a\": 1", "unterminated message: {\"a\": 1"),
                fault("cut words with a blank", "data: Service not avail", "words: Service not avail"),
                fault("a cut word", "data: Serv", "unterminated message: Serv"),
                fault("a line that begins with a blank", " foo: bar\n", "field = foo: bar"),
                fault(
                        "an event glued to JSON",
                        "data: 1\n\n{\"a\":1}data: [DONE]\n",
                        "message: 1",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"a\":1}",
                        "message:  [DONE]"),
                fault(
                        "a comment glued to JSON",
                        "data: 1\n\n{\"a\":1}: hi\n",
                        "message: 1",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"a\":1}",
                        "field =: hi"),
                fault("half a field's name", "data: 1\n\ndat", "message: 1"),
                fault(
                        "no blank line, and the last event is cut within a string",
                        "data: {\"a\":1}\ndata: {\"b\":\"x",
                        "deviation BLANK_LINE_MISSING",
                        "message: {\"a\":1}",
                        "unterminated message: {\"b\":\"x"),
                fault(
                        "a broken string after whole JSON",
                        "data: {\"a\":1}\ndata: {\"b\":\"\ndata: {\"c\":3}\n\n",
                        "message: {\"a\":1}\n{\"b\":\"\n{\"c\":3}"),
                fault(
                        "something behind the last JSON",
                        "data: {\"a\":1}\ndata: {\"b\":2}\ndata: {\"c\":3}x\n\n",
                        "message: {\"a\":1}\n{\"b\":2}\n{\"c\":3}x"),
                fault(
                        "a rest of JSON behind whole JSON",
                        "data: {\"a\":1}\ndata: {\"b\":2}\ndata: \"c\n\n",
                        "message: {\"a\":1}\n{\"b\":2}\n\"c"),
                fault("JSON and an empty line of data", "data: {\"a\":1}\ndata:\n\n", "message: {\"a\":1}\n"),
                fault(
                        "a list without data on several lines",
                        "data: 1\n\n[\n{\"error\": 1}\n]\n",
                        "message: 1",
                        "deviation DATA_FIELD_MISSING",
                        "message: [\n{\"error\": 1}\n]"),
                fault(
                        "a line of blanks before JSON without data",
                        "data: 1\n\n \n{\"a\":1}\n",
                        "message: 1",
                        "field  =",
                        "deviation DATA_FIELD_MISSING",
                        "message: {\"a\":1}"),
                fault(
                        "NUL before JSON without data",
                        "data: 1\n\n\u0000{\"a\":1}\n",
                        "message: 1",
                        "deviation DATA_FIELD_MISSING",
                        "message: \u0000{\"a\":1}"),
                fault("a brace that begins no JSON", "data: 1\n\n{no JSON}\n", "message: 1", "field {no JSON}="));
    }

    private static Arguments fault(String fault, String input, String... expected) {
        return Arguments.of(fault, input, List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping",
                "keep-alive",
                "OK",
                "still processing...",
                "heartbeat 7",
                "2025-11-30 02:19:33",
                "[PING]",
                "<keepalive/>",
                "None",
                "\u2026",
                "1.2.3"
            })
    void takesForWordsWhatNoJsonIsCutInto(String data) {
        assertThat(read(("data: " + data + "\n\n").getBytes(UTF_8))).containsExactly("words: " + data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1",
                "\"a\":1}",
                "a\"",
                ":\"c1\",\"object\":\"x\"",
                ": {\"ok\":true}",
                "]",
                "}]}",
                "[",
                "[1",
                "[true]",
                "ab\\u00e9",
                "7",
                "-1.5e3",
                "\"ping\"",
                "true",
                "null",
                "{}",
                "{'error': 1}",
                "[]"
            })
    void leavesWhatMayBeJsonOrARestOfIt(String data) {
        assertThat(read(("data: " + data + "\n\n").getBytes(UTF_8))).containsExactly("message: " + data);
    }

    @Test
    void leavesWordsThatAreTooLong() {
        assertThat(read(("data: " + "x".repeat(1_001) + "\n\n").getBytes(UTF_8)))
                .singleElement()
                .asString()
                .startsWith("message: ");
    }

    @Test
    void countsEventsAndTellsTheirPlace() {
        byte[] bytes = "data: {\"a\":1}\ndata: {\"b\":2}\n\n{\"c\":3}\n\ndata: {\"d\":4}\n\n".getBytes(UTF_8);
        Pieces.everyWay(bytes).forEach(pieces -> {
            SseLog log = new SseLog();
            BodyDecoder decoder = new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, log);
            for (byte[] piece : pieces) {
                decoder.feed(ByteBuffer.wrap(piece));
            }
            decoder.end();

            assertThat(log.payloads).extracting(Payload::number).containsExactly(0L, 1L, 2L, 3L);
            assertThat(log.payloads).extracting(Payload::position).contains(6L, 29L, 44L);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"a\":1}\n{\"b\":2}\n\ndata: {\"c\":3}\n\ndata: {}\n\n",
                "data: 1\n\n[DONE]\n\ndata: 2\n\ndata: 3\n\n",
                "data: 1\n\n{}data: 2\n\ndata: 3\n\n",
                "data: 1\n\n{}\n[DONE]\n{}\n"
            })
    void numbersEventsThroughWhateverTheyAreToldFrom(String input) {
        SseLog log = new SseLog();
        BodyDecoder decoder = new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, log);
        decoder.feed(ByteBuffer.wrap(input.getBytes(UTF_8)));
        decoder.end();
        assertThat(log.payloads).extracting(Payload::number).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void countsTheEventThatFollowsJsonWithoutABlankLine() {
        byte[] bytes = "data: {\"a\":1}\n{\"b\":2}\n\ndata: {\"c\":3}\n\n".getBytes(UTF_8);
        Pieces.everyWay(bytes).forEach(pieces -> {
            SseLog log = new SseLog();
            BodyDecoder decoder = new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, log);
            for (byte[] piece : pieces) {
                decoder.feed(ByteBuffer.wrap(piece));
            }
            assertThat(log.payloads).extracting(Payload::number).containsExactly(0L, 1L, 2L);
        });
    }

    @Test
    void tellsThePlaceBehindAJsonBody() {
        SseLog log = new SseLog();
        BodyDecoder decoder = new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, log);

        decoder.feed(ByteBuffer.wrap("\n{}\ndata: {\"a\":1}\n\n".getBytes(UTF_8)));

        assertThat(log.payloads).extracting(Payload::number).containsExactly(0L, 1L);
        assertThat(log.payloads).extracting(Payload::position).containsExactly(1L, 10L);
    }

    @Test
    void boundsJsonThatStandsOnManyLines() {
        StreamLimits thirty = StreamLimits.DEFAULT
                .withEventBytes(30)
                .withTotalText(1_000)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
        byte[] endless = ("data: 1\n\n{\n" + "\"a\":\n".repeat(6)).getBytes(UTF_8);

        Pieces.everyWay(endless)
                .forEach(pieces -> assertThatExceptionOfType(LimitExceededException.class)
                        .isThrownBy(() -> SseLog.of(sink -> new BodyDecoder(EVENT_STREAM, thirty, sink), pieces))
                        .withMessageContaining("byte 9")
                        .returns(StreamLimit.EVENT_BYTES, LimitExceededException::limit));
    }

    @Test
    void takesJsonOfTheLimitAndRefusesOneByteMore() {
        byte[] json = "data: 1\n\n{\n\"a\":12}\n".getBytes(UTF_8);
        StreamLimits nine = StreamLimits.DEFAULT.withEventBytes(9);
        StreamLimits eight = StreamLimits.DEFAULT.withEventBytes(8);

        Pieces.everyWay(json)
                .forEach(pieces -> assertThat(SseLog.of(sink -> new BodyDecoder(EVENT_STREAM, nine, sink), pieces))
                        .endsWith("message: {\n\"a\":12}"));
        Pieces.everyWay(json)
                .forEach(pieces -> assertThatExceptionOfType(LimitExceededException.class)
                        .isThrownBy(() -> SseLog.of(sink -> new BodyDecoder(EVENT_STREAM, eight, sink), pieces))
                        .returns(StreamLimit.EVENT_BYTES, LimitExceededException::limit));
    }

    @Test
    void readsAMillionTinyObjectsOnALineInNoTime() {
        byte[] many = ("data: 1\n\n" + "{}".repeat(1_000_000) + "\n").getBytes(UTF_8);
        long[] payloads = {0};
        BodyDecoder decoder = new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, payload -> payloads[0]++);

        decoder.feed(ByteBuffer.wrap(many));

        assertThat(payloads[0]).isEqualTo(1_000_001);
    }

    private static List<String> read(byte[]... pieces) {
        return SseLog.of(sink -> new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, sink), pieces);
    }
}
