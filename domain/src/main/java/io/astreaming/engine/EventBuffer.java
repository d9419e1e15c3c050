package io.astreaming.engine;

import io.astreaming.chunk.Chunk;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.interpret.CompletionAssembler;
import io.astreaming.jsontext.Extras;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.value.Deviation;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The output of a {@link StreamEngine}: the events in their order, alone or with the payload from which they result,
 * and the completion that they add up to. Not thread-safe.
 */
final class EventBuffer implements Consumer<ChatEvent> {
    private final CompletionAssembler assembler;
    private final Runnable firstContent;
    private final boolean contentKept;
    /** A payload yields one or two events. */
    private final ArrayDeque<ChatEvent> events = new ArrayDeque<>(2);

    /** The payloads that were received and not polled yet; null if they aren't kept. */
    private final @Nullable ArrayDeque<ReceivedChunk> received;

    private boolean content;

    /**
     * Creates the buffer of one stream.
     *
     * @param firstContent called when the first content arrives
     */
    EventBuffer(CompletionAssembler assembler, StreamOptions options, Runnable firstContent) {
        this.assembler = assembler;
        this.firstContent = firstContent;
        this.contentKept = options.isContentKept();
        this.received = options.isReceivedKept() ? new ArrayDeque<>() : null;
    }

    @Override
    public void accept(ChatEvent event) {
        if (contentKept || event.isFrame()) {
            assembler.accept(event);
        }
        events.add(event);
        if (!content && event.isContent()) {
            content = true;
            firstContent.run();
        }
    }

    /** Adds the payload from which the latest events result. */
    void received(Payload payload, @Nullable Chunk chunk, long nanos) {
        if (received != null) {
            received.add(new ReceivedChunk(payload.retain(), chunk, nanos, takeEvents()));
        }
    }

    void end(StreamEnded event) {
        events.add(event);
    }

    ChatCompletion completion(Map<Deviation, Long> deviations, Extras ofStream) {
        return assembler.completion(deviations, ofStream);
    }

    boolean hasContent() {
        return content;
    }

    boolean isEmpty() {
        return events.isEmpty() && (received == null || received.isEmpty());
    }

    @Nullable
    ChatEvent poll() {
        return events.poll();
    }

    /** Returns the next received payload; at the end the events that result from no payload. */
    @Nullable
    ReceivedChunk pollReceived(boolean ended, long nanos) {
        ReceivedChunk next = received == null ? null : received.poll();
        if (next != null || !ended || events.isEmpty()) {
            return next;
        }
        return new ReceivedChunk(null, null, nanos, takeEvents());
    }

    void drop() {
        events.clear();
        if (received != null) {
            received.clear();
        }
    }

    private List<ChatEvent> takeEvents() {
        List<ChatEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
