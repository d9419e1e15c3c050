package io.astreaming.port;

import io.astreaming.chunk.Chunk;
import io.astreaming.event.ChatEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payload in all its forms: the bytes as the provider sent them, the chunk that was decoded from them, and the
 * events that follow from it. For relays, which forward the bytes and may inspect the chunk and the events. Immutable
 * and thread-safe.
 *
 * @param payload the bytes, retained and unmasked; null if no payload caused the events, such as at the end of the
 *     stream
 * @param chunk the chunk; null for {@code [DONE]}, for a payload that couldn't be decoded, and without a payload
 * @param nanos when the payload arrived, in nanoseconds since the request
 * @param events the events; the last event of a stream's last item is {@link io.astreaming.event.StreamEnded}
 */
public record ReceivedChunk(
        @Nullable Payload payload, @Nullable Chunk chunk, long nanos, List<ChatEvent> events) {
    /** Copies the events. */
    public ReceivedChunk {
        events = List.copyOf(events);
    }
}
