package io.astreaming.app.recording;

import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes a stream as an HTTP archive (HAR 1.2) that the developer tools of browsers open. A recording doesn't know when
 * and whom it asked: the request stands for any.
 */
final class HarWriter {
    private static final Instant BEGUN = Instant.parse("2000-01-01T00:00:00Z");
    private static final double MILLIS = 1e3;

    private HarWriter() {}

    static String write(RecordedStream stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Events events = new Events();
        PayloadDecoder decoder = BodyDecoder.of(stream.head(), StreamLimits.DEFAULT, events, UnaryOperator.identity());
        stream.eachFrame((bytes, at) -> {
            body.writeBytes(bytes);
            events.at = at == null ? events.at : at;
            decoder.feed(ByteBuffer.wrap(bytes));
        });
        decoder.end();
        String text = body.toString(StandardCharsets.UTF_8);
        JsonWriter out = new JsonWriter().beginObject().name("log").beginObject();
        out.name("version").string("1.2");
        out.name("creator").tree(Map.of("name", "astreaming", "version", "1"));
        out.name("entries").beginArray().beginObject();
        out.name("startedDateTime").string(BEGUN.toString());
        out.name("time").number(events.at.toMillis());
        out.name("request").beginObject();
        out.name("method").string("POST").name("url").string("https://recording.invalid/" + stream.stem());
        message(out, List.of()).endObject();
        out.name("response").beginObject();
        out.name("status")
                .number(200)
                .name("statusText")
                .string("OK")
                .name("redirectURL")
                .string("");
        message(out, List.of(Map.of("name", "content-type", "value", type(stream))));
        out.name("content").beginObject().name("size").number(body.size());
        out.name("mimeType")
                .string(type(stream))
                .name("text")
                .string(text)
                .endObject()
                .endObject();
        out.name("cache").tree(Map.of());
        out.name("timings").tree(Map.of("send", 0, "wait", 0, "receive", events.at.toMillis()));
        out.name("_resourceType").string("fetch");
        out.name("_eventSourceMessages").json(events.out.endArray().text());
        return out.endObject().endArray().endObject().endObject().text().text() + "\n";
    }

    /** Writes what requests and responses have in common. */
    private static JsonWriter message(JsonWriter out, List<?> headers) {
        out.name("httpVersion").string("HTTP/1.1").name("cookies").tree(List.of());
        out.name("headers").tree(headers).name("queryString").tree(List.of());
        return out.name("headersSize").number(-1).name("bodySize").number(-1);
    }

    private static String type(RecordedStream stream) {
        return stream.head()
                .headers()
                .getOrDefault("content-type", List.of("text/event-stream"))
                .get(0);
    }

    /** Collects the events, each with the time of the piece in which it ended. */
    private static final class Events implements PayloadSink {
        private final JsonWriter out = new JsonWriter().beginArray();
        private Duration at = Duration.ZERO;

        @Override
        public void payload(Payload payload) {
            out.beginObject().name("time").number(BEGUN.getEpochSecond() + at.toMillis() / MILLIS);
            out.name("eventName").string(payload.event()).name("eventId").string("");
            out.name("data").string(payload.text()).endObject();
        }

        @Override
        public void unterminated(Payload payload) {
            payload(payload);
        }
    }
}
