package io.astreaming.app;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.http.BodyDecoder;
import io.astreaming.http.replay.Frame;
import io.astreaming.http.replay.Recording;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.Timeline;
import io.astreaming.stream.Conductor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plays a recording to the machine that live streams run through, and notes what it says to each frame. Not thread-safe. */
final class Inspector {
    private static final JsonbChatCodec CODEC = new JsonbChatCodec();

    /** Recordings keep no headers. */
    static final ResponseHead EVENT_STREAM =
            new ResponseHead(200, Map.of("content-type", List.of("text/event-stream")));

    private final Recording recording;
    private final Conductor conductor;
    private final List<InspectedChunk> chunks = new ArrayList<>();
    private @Nullable Payload payload;
    private long now;

    Inspector(Recording recording) {
        this.recording = recording;
        this.conductor = new Conductor(
                CODEC.chunkDecoder(StreamLimits.DEFAULT),
                StreamLimits.DEFAULT,
                false,
                (received, nanos) -> payload = received.retain(),
                () -> now);
    }

    Inspection inspect() {
        conductor.begin(sink -> new BodyDecoder(EVENT_STREAM, StreamLimits.DEFAULT, sink));
        Duration at = null;
        for (Frame frame : recording.frames()) {
            at = frame.at();
            now = at == null ? now : at.toNanos();
            conductor.feed(ByteBuffer.wrap(frame.bytes()));
            note(at);
        }
        conductor.end();
        note(at);
        Outcome outcome = Objects.requireNonNull(conductor.outcome(), "outcome");
        Timeline timeline = conductor.timeline();
        return new Inspection(outcome, timeline.chunks(), recording.hasTiming() ? timeline : null, chunks);
    }

    private void note(@Nullable Duration at) {
        List<ChatEvent> events = new ArrayList<>();
        for (ChatEvent event = conductor.poll(); event != null; event = conductor.poll()) {
            events.add(event);
        }
        Payload seen = payload;
        if (seen != null) {
            chunks.add(new InspectedChunk(seen.number(), seen.length(), seen.isDone(), at, events));
            payload = null;
        } else if (!events.isEmpty() && !chunks.isEmpty()) {
            addToLast(events);
        }
    }

    /** What the end of the stream brought belongs to what came last. */
    private void addToLast(List<ChatEvent> events) {
        InspectedChunk last = chunks.remove(chunks.size() - 1);
        events.addAll(0, last.events());
        chunks.add(new InspectedChunk(last.number(), last.bytes(), last.done(), last.at(), events));
    }
}
