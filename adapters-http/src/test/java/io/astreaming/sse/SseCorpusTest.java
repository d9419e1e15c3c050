package io.astreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Cases that other projects wrote for their parsers, by what the standard says of them; each cut at every place. */
class SseCorpusTest {
    private static final int KEPT_OF_A_COMMENT = 200;

    @TestFactory
    Stream<DynamicTest> readsWhatOthersTest() throws IOException {
        JsonArray cases = cases();
        assertThat(cases).hasSizeGreaterThan(100);
        return cases.getValuesAs(JsonObject.class).stream()
                .map(one -> DynamicTest.dynamicTest(one.getString("name"), () -> check(one)));
    }

    private static void check(JsonObject one) {
        byte[] input = Base64.getDecoder().decode(one.getString("input"));
        Seen expected = Seen.expected(one);
        Pieces.everyWay(input).forEach(pieces -> assertThat(Seen.by(pieces)).isEqualTo(expected));
    }

    private static JsonArray cases() throws IOException {
        String corpus = System.getProperty("astreaming.corpus");
        Path file = Path.of(corpus == null ? "." : corpus, "sse", "cases.json");
        if (!Files.isReadable(file)) {
            Assumptions.abort("no recorded cases here: set astreaming.corpus to a directory with sse/cases.json");
        }
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject().getJsonArray("cases");
        }
    }

    private record Event(String type, String data, String id) {}

    private record Seen(List<Event> events, List<String> comments, String lastEventId, OptionalLong retry) {
        static Seen expected(JsonObject one) {
            List<Event> events = one.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                    .map(event -> new Event(event.getString("event"), event.getString("data"), event.getString("id")))
                    .toList();
            List<String> comments = one.getJsonArray("comments").getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList();
            OptionalLong retry = one.get("retry") == JsonValue.NULL
                    ? OptionalLong.empty()
                    : OptionalLong.of(one.getJsonNumber("retry").longValueExact());
            return new Seen(events, comments, one.getString("lastEventId"), retry);
        }

        static Seen by(byte[]... pieces) {
            Recorder recorder = new Recorder();
            for (byte[] piece : pieces) {
                recorder.decoder.feed(ByteBuffer.wrap(piece).asReadOnlyBuffer());
            }
            recorder.decoder.end();
            return new Seen(
                    recorder.events, recorder.comments, recorder.decoder.lastEventId(), recorder.decoder.retryMillis());
        }
    }

    private static final class Recorder implements PayloadSink {
        private final SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, this);
        private final List<Event> events = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();

        @Override
        public void payload(Payload payload) {
            events.add(new Event(payload.event(), payload.text(), decoder.lastEventId()));
        }

        @Override
        public void comment(Payload text) {
            String comment = text.text();
            comments.add(comment.substring(0, Math.min(comment.length(), KEPT_OF_A_COMMENT)));
        }
    }
}
