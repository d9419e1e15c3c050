package io.astreaming.conformance;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the library makes of streams of the Messages API. */
public final class Messages {
    private static final ChatCodec CODEC = new JsonbMessagesCodec();

    private static final ResponseHead HEAD =
            new ResponseHead(200, Map.of("content-type", List.of("text/event-stream")));

    private Messages() {}

    /** A stream that was read: its events, and how it ended. */
    public record Answer(List<ChatEvent> events, Outcome outcome) {
        public CompletedChoice choice() {
            return outcome.completion().choices().get(0);
        }

        public Set<Deviation> deviations() {
            return new TreeSet<>(outcome.completion().deviations().keySet());
        }

        public <E extends ChatEvent> List<E> events(Class<E> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /** Reads events, each given as its JSON; the type in the JSON becomes the type of the event. */
    public static Answer read(String... payloads) {
        return read(StreamLimits.DEFAULT, payloads);
    }

    public static Answer read(StreamLimits limits, String... payloads) {
        StringBuilder stream = new StringBuilder();
        for (String payload : payloads) {
            String type = payload.replaceAll("(?s)^\\{\"type\":\"(\\w+)\".*|.*", "$1");
            stream.append(type.isEmpty() ? "" : "event: " + type + "\n")
                    .append("data: ")
                    .append(payload)
                    .append("\n\n");
        }
        return read(limits, stream.toString().getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    /** Reads a body that comes in pieces of a size. */
    public static Answer read(StreamLimits limits, byte[] body, int size) {
        StreamEngine engine = begun(limits);
        List<ChatEvent> events = new ArrayList<>();
        for (int at = 0; at < body.length; at += Math.min(size, body.length - at)) {
            engine.feed(ByteBuffer.wrap(body, at, Math.min(size, body.length - at)));
            poll(engine, events);
        }
        return ended(engine, events);
    }

    /** Reads a body that comes in two pieces. */
    public static Answer readInTwo(byte[] body, int cut) {
        StreamEngine engine = begun(StreamLimits.DEFAULT);
        List<ChatEvent> events = new ArrayList<>();
        engine.feed(ByteBuffer.wrap(body, 0, cut));
        poll(engine, events);
        engine.feed(ByteBuffer.wrap(body, cut, body.length - cut));
        return ended(engine, events);
    }

    private static StreamEngine begun(StreamLimits limits) {
        StreamEngine engine = new StreamEngine(
                CODEC.chunkDecoder(limits), StreamOptions.DEFAULT.withLimits(limits), (payload, nanos) -> {}, () -> 0);
        engine.begin(sink -> new BodyDecoder(HEAD, limits, sink));
        return engine;
    }

    private static Answer ended(StreamEngine engine, List<ChatEvent> events) {
        engine.end();
        poll(engine, events);
        return new Answer(events, engine.outcome());
    }

    private static void poll(StreamEngine engine, List<ChatEvent> events) {
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            events.add(event);
        }
    }
}
