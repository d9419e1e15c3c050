package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.event.ChatEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What arrived at once, at all its stations: the payload's bytes as the provider sent them, the chunk in them, and what it
 * means. For relays, which pass on the first and may look at the others. Immutable and thread-safe.
 *
 * @param payload the bytes, retained and with nothing masked; absent where the stream ended by itself
 * @param chunk what they say; absent for {@code [DONE]}, where they can't be read, and where there are none
 * @param nanos when they arrived, in nanoseconds since the request
 * @param events what it means; the last one of a stream holds a {@link io.astreaming.event.StreamEnded} as its last event
 */
public record ReceivedChunk(
        @Nullable Payload payload, @Nullable Chunk chunk, long nanos, List<ChatEvent> events) {
    /** Copies the events. */
    public ReceivedChunk {
        events = List.copyOf(events);
    }
}
