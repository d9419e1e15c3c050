package io.astreaming.app.recording;

import io.astreaming.Protocols;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.Timeline;
import io.astreaming.port.TraceSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import io.astreaming.value.Deviation;
import io.astreaming.value.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a recording, or a stream that is being recorded, to the engine that also reads live streams, and collects the events,
 * deviations and comments of each frame. Not thread-safe.
 */
public final class Inspector {
    private static final int MAX_COMMENTS = 1_000;
    private static final int MAX_COMMENT_LENGTH = 200;

    private final Protocol protocol;
    private final Consumer<InspectedChunk> chunks;
    private final StreamEngine engine;
    private final List<InspectedComment> comments = new ArrayList<>();
    /** The previous chunk, to which events and deviations without a payload are added. */
    private @Nullable InspectedChunk last;

    /** Whether the previous chunk was told as it is. */
    private boolean told;

    /** The deviations that were told. */
    private Map<Deviation, Long> known = Map.of();

    private long count;
    private long now;
    private @Nullable Duration at;
    private boolean timed;

    private Inspector(Protocol protocol, ResponseHead head, Consumer<InspectedChunk> chunks) {
        this.protocol = protocol;
        this.chunks = chunks;
        this.engine = new StreamEngine(
                Protocols.codec(protocol).chunkDecoder(StreamLimits.DEFAULT),
                StreamOptions.DEFAULT.withReceived(),
                new Comments(),
                () -> now);
        engine.begin(sink -> BodyDecoder.of(head, StreamLimits.DEFAULT, sink, UnaryOperator.identity()));
    }

    /**
     * Begins to inspect a stream that is being recorded as server-sent events.
     *
     * @param chunks receives each chunk after {@link #flush}, and once more if something is added to it later
     */
    public static Inspector begin(Protocol protocol, Consumer<InspectedChunk> chunks) {
        return new Inspector(protocol, RecordedStream.EVENT_STREAM, chunks);
    }

    /** Inspects a recording. */
    public static Inspection inspect(RecordedStream recording) throws IOException {
        return inspect(recording, chunk -> {});
    }

    /** Inspects a recording, and passes on its chunks one by one. */
    public static Inspection inspect(RecordedStream recording, Consumer<InspectedChunk> chunks) throws IOException {
        Inspector inspector = new Inspector(recording.protocol(), recording.head(), chunks);
        recording.eachFrame(inspector::feed);
        return inspector.end();
    }

    /** Takes a frame and the time at which it arrived; null if that isn't known. */
    public void feed(byte[] frame, @Nullable Duration time) {
        arrived(time);
        engine.feed(ByteBuffer.wrap(frame));
        note();
    }

    private void arrived(@Nullable Duration time) {
        at = time;
        timed |= time != null;
        now = time == null ? now : time.toNanos();
    }

    /** Tells the last chunk without waiting for what may be added to it. */
    public void flush() {
        if (last != null && !told) {
            chunks.accept(last);
            told = true;
        }
    }

    /**
     * Ends a stream as its reader says that it ended, unless its content has ended it otherwise.
     *
     * @param how the outcome that the reader had
     * @param time when it ended
     */
    public Inspection end(Outcome how, Duration time) {
        arrived(time);
        if (how instanceof Cancelled) {
            engine.cancel();
        } else if (how instanceof TimedOut timedOut) {
            engine.timedOut(timedOut.error());
        } else if (how instanceof Failed failed) {
            engine.fail(failed.error());
        }
        return end();
    }

    private Inspection end() {
        engine.end();
        note();
        flush();
        Outcome outcome = Objects.requireNonNull(engine.outcome(), "outcome");
        Timeline timeline = engine.timeline();
        return new Inspection(protocol, outcome, timeline.chunks(), timed ? timeline : null, count, comments);
    }

    /** Returns the comments so far; at most a thousand. */
    public List<InspectedComment> comments() {
        return Collections.unmodifiableList(comments);
    }

    /** Returns how often each deviation was noticed so far. */
    public Map<Deviation, Long> deviations() {
        return engine.deviations();
    }

    /** Takes what the last frame caused. */
    private void note() {
        List<ChatEvent> withoutPayload = new ArrayList<>();
        for (ReceivedChunk next = engine.pollReceived(); next != null; next = engine.pollReceived()) {
            if (next.payload() == null) {
                withoutPayload.addAll(next.events());
                continue;
            }
            flush();
            last = new InspectedChunk(next.payload(), at, next.events(), Map.of());
            told = false;
            count += last.done() ? 0 : 1;
        }
        if (last != null) {
            // Deviations are counted, not located: those of a frame belong to its last chunk, those of the end to the
            // last of all.
            Map<Deviation, Long> more = newDeviations();
            told &= withoutPayload.isEmpty() && more.isEmpty();
            last = last.with(withoutPayload, more);
        }
    }

    private Map<Deviation, Long> newDeviations() {
        Map<Deviation, Long> all = engine.deviations();
        if (all.equals(known)) {
            return Map.of();
        }
        Map<Deviation, Long> more = new EnumMap<>(Deviation.class);
        all.forEach((deviation, times) -> {
            long before = known.getOrDefault(deviation, 0L);
            if (times > before) {
                more.put(deviation, times - before);
            }
        });
        known = all;
        return more;
    }

    /** Keeps the first comments. */
    private final class Comments implements TraceSink {
        private long received;

        @Override
        public void received(Payload payload, long nanos) {
            received++;
        }

        @Override
        public void comment(Payload text, long nanos) {
            if (comments.size() < MAX_COMMENTS) {
                String whole = text.text().strip();
                String shown = whole.substring(0, Math.min(whole.length(), MAX_COMMENT_LENGTH));
                comments.add(new InspectedComment(received, at, shown));
            }
        }
    }
}
