package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {
    @Test
    void readsAnEventStream() {
        check("text/event-stream", "data: {}\n\n", "message: {}");
        check(
                "Text/Event-Stream; charset=utf-8",
                "\ufeff\n: hi\ndata: {}\n\ndata: cut",
                "comment: hi",
                "message: {}",
                "unterminated message: cut");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/x-ndjson", ""})
    void readsEventsUnderAnyOtherNameAndSaysSoOnce(String type) {
        check(type, "data: 1\n\ndata: 2\n\n", "deviation CONTENT_TYPE", "message: 1", "message: 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff", " \r\n\t", "\ufeff\n "})
    void takesAJsonBodyAsOnePayload(String before) {
        check(
                "application/json; charset=utf-8",
                before + "{\n\"a\": 1\n}\n",
                "deviation JSON_BODY",
                "message: {\n\"a\": 1\n}\n");
        check("text/event-stream", before + "{}", "deviation JSON_BODY", "message: {}");
        check("text/plain", before + "{}", "deviation JSON_BODY", "deviation CONTENT_TYPE", "message: {}");
    }

    @Test
    void tellsWhereAJsonBodyBegins() {
        SseLog log = new SseLog();
        BodyDecoder decoder = new BodyDecoder(head("application/json"), StreamLimits.DEFAULT, log);

        decoder.feed(ByteBuffer.wrap("\r\n {}".getBytes(UTF_8)));
        decoder.end();

        assertThat(log.payloads.get(0).position()).isEqualTo(3);
    }

    @Test
    void boundsAJsonBody() {
        StreamLimits ten = StreamLimits.DEFAULT
                .withEventBytes(10)
                .withTotalText(1_000)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
        String largest = "{\"a\": 123}";

        Pieces.everyWay((" " + largest).getBytes(UTF_8))
                .forEach(pieces -> assertThat(
                                SseLog.of(sink -> new BodyDecoder(head("application/json"), ten, sink), pieces))
                        .containsExactly("deviation JSON_BODY", "message: " + largest));
        Pieces.everyWay((largest + " ").getBytes(UTF_8))
                .forEach(pieces -> assertThatExceptionOfType(LimitExceededException.class)
                        .isThrownBy(
                                () -> SseLog.of(sink -> new BodyDecoder(head("application/json"), ten, sink), pieces))
                        .returns(StreamLimit.EVENT_BYTES, LimitExceededException::limit));
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream,  <!DOCTYPE html>secret",
        "'',' <html>secret'",
        "text/html,data: secret",
        "text/html;charset=x,{}",
        "text/html,''"
    })
    void refusesAWebPageAndSaysWhatToDo(String type, String body) {
        Pieces.everyWay(body.getBytes(UTF_8))
                .forEach(pieces -> assertThatExceptionOfType(MalformedStreamException.class)
                        .isThrownBy(() ->
                                SseLog.of(sink -> new BodyDecoder(head(type), StreamLimits.DEFAULT, sink), pieces))
                        .withMessageContaining("web page")
                        .withMessageContaining("base URL")
                        .withMessageNotContaining("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, (gzip)",
        "' GZip ', (gzip)",
        "br, (br)",
        "zstd, (zstd)",
        "'identity,sk-secret , BR', (br)",
    })
    void refusesABodyThatIsEncodedThoughNobodyAsked(String encoding, String named) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("data: {}\n\n".getBytes(UTF_8));
        }
        Pieces.everyWay(packed.toByteArray())
                .forEach(pieces -> assertThatExceptionOfType(MalformedStreamException.class)
                        .isThrownBy(() -> SseLog.of(sink -> encoded(List.of(encoding), sink), pieces))
                        .withMessageContaining(named)
                        .withMessageContaining("without Content-Encoding")
                        .withMessageNotContaining("secret"));
        assertThatExceptionOfType(MalformedStreamException.class)
                .isThrownBy(() -> encoded(List.of("identity", encoding), new SseLog())
                        .feed(ByteBuffer.wrap(packed.toByteArray())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity ", "", "none", "utf-8", ",,"})
    void readsABodyThatIsNotEncodedInSpiteOfItsHeader(String encoding) {
        assertThat(SseLog.of(sink -> encoded(List.of(encoding), sink), "data: {}\n\n".getBytes(UTF_8)))
                .contains("message: {}");
    }

    private static BodyDecoder encoded(List<String> encodings, PayloadSink sink) {
        Map<String, List<String>> headers =
                Map.of("Content-Type", List.of("text/event-stream"), "Content-Encoding", encodings);
        return new BodyDecoder(new ResponseHead(200, headers), StreamLimits.DEFAULT, sink);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\ufeff"})
    void saysNothingOfAnEmptyBody(String body) {
        Pieces.everyWay(body.getBytes(UTF_8))
                .forEach(pieces -> assertThat(read("text/event-stream", pieces))
                        .filteredOn(line -> line.startsWith("message"))
                        .isEmpty());
    }

    @Test
    void tellsTheIdAndTheTimeToWaitOfItsEvents() {
        BodyDecoder decoder = new BodyDecoder(head("text/event-stream"), StreamLimits.DEFAULT, new SseLog());
        assertThat(decoder.lastEventId()).isEmpty();
        assertThat(decoder.retryMillis()).isEmpty();

        decoder.feed(ByteBuffer.wrap("id: 7\nretry: 1500\ndata: {}\n\n".getBytes(UTF_8)));

        assertThat(decoder.lastEventId()).isEqualTo("7");
        assertThat(decoder.retryMillis()).hasValue(1_500);
    }

    @Test
    void waitsNoLongerForAPageThanForItsTitle() {
        BodyDecoder decoder = new BodyDecoder(head("text/event-stream"), StreamLimits.DEFAULT, new SseLog());
        decoder.feed(ByteBuffer.wrap("<html><title>No ".getBytes(UTF_8)));
        assertThatExceptionOfType(MalformedStreamException.class)
                .isThrownBy(() -> decoder.feed(ByteBuffer.wrap("entry</title>".getBytes(UTF_8))))
                .withMessageContaining("No entry");
    }

    @Test
    void readsSoMuchOfAPageWithoutATitleAndNoMore() {
        BodyDecoder decoder = new BodyDecoder(head("text/event-stream"), StreamLimits.DEFAULT, new SseLog());
        int longest = 8 << 10;
        decoder.feed(ByteBuffer.wrap(("<" + "x".repeat(longest - 2)).getBytes(UTF_8)));
        assertThatExceptionOfType(MalformedStreamException.class)
                .isThrownBy(() -> decoder.feed(ByteBuffer.wrap("xxxx".getBytes(UTF_8))))
                .withMessageContaining("web page");
    }

    private static void check(String type, String body, String... expected) {
        Pieces.everyWay(body.getBytes(UTF_8))
                .forEach(pieces -> assertThat(read(type, pieces))
                        .filteredOn(line -> !line.startsWith("field"))
                        .containsExactly(expected));
    }

    private static List<String> read(String type, byte[]... pieces) {
        return SseLog.of(sink -> new BodyDecoder(head(type), StreamLimits.DEFAULT, sink), pieces);
    }

    private static ResponseHead head(String type) {
        return new ResponseHead(200, type.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(type)));
    }
}
