package io.astreaming.app.recording;

import io.astreaming.completion.Outcome;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.Timeline;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a recording to the engine that also reads live streams, and collects the events of each frame. Not thread-safe.
 */
public final class Inspector {
    private static final JsonbChatCodec CODEC = new JsonbChatCodec();

    private final Consumer<InspectedChunk> chunks;
    private final StreamEngine engine;
    /** The current payload, without its events. */
    private @Nullable InspectedChunk seen;
    /** The previous chunk, to which events without a payload are added. */
    private @Nullable InspectedChunk last;

    private long count;
    private long now;
    private @Nullable Duration at;
    private boolean timed;

    private Inspector(Consumer<InspectedChunk> chunks) {
        this.chunks = chunks;
        this.engine = new StreamEngine(
                CODEC.chunkDecoder(StreamLimits.DEFAULT),
                StreamOptions.DEFAULT,
                (received, nanos) -> seen =
                        new InspectedChunk(received.number(), received.length(), received.isDone(), at, List.of()),
                () -> now);
    }

    /** Inspects a recording. */
    public static Inspection inspect(RecordedStream recording) throws IOException {
        return inspect(recording, chunk -> {});
    }

    /** Inspects a recording, and passes on its chunks one by one. */
    public static Inspection inspect(RecordedStream recording, Consumer<InspectedChunk> chunks) throws IOException {
        return new Inspector(chunks).play(recording);
    }

    private Inspection play(RecordedStream recording) throws IOException {
        engine.begin(sink -> new BodyDecoder(SseContent.HEAD, StreamLimits.DEFAULT, sink));
        recording.eachFrame((bytes, time) -> {
            at = time;
            timed |= time != null;
            now = time == null ? now : time.toNanos();
            engine.feed(ByteBuffer.wrap(bytes));
            note();
        });
        engine.end();
        note();
        if (last != null) {
            tell(last);
        }
        Outcome outcome = Objects.requireNonNull(engine.outcome(), "outcome");
        Timeline timeline = engine.timeline();
        return new Inspection(outcome, timeline.chunks(), timed ? timeline : null, count);
    }

    private void note() {
        List<ChatEvent> events = new ArrayList<>();
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            events.add(event);
        }
        InspectedChunk next = seen;
        seen = null;
        if (next != null) {
            if (last != null) {
                tell(last);
            }
            last = next.with(events);
        } else if (!events.isEmpty() && last != null) {
            // The events of the stream's end belong to the last chunk.
            events.addAll(0, last.events());
            last = last.with(events);
        }
    }

    private void tell(InspectedChunk chunk) {
        count += chunk.done() ? 0 : 1;
        chunks.accept(chunk);
    }
}
