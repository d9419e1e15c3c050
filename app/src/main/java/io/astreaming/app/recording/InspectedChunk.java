package io.astreaming.app.recording;

import io.astreaming.event.ChatEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payload of a recorded stream and its events.
 *
 * @param number its number in the stream, starting at 0
 * @param bytes its length, in bytes
 * @param done whether it is {@code [DONE]}
 * @param at when it arrived, counted from the request; null if the recording doesn't say
 * @param events the events that it caused
 */
public record InspectedChunk(
        long number, int bytes, boolean done, @Nullable Duration at, List<ChatEvent> events) {
    public InspectedChunk {
        events = List.copyOf(events);
    }

    /** Returns a copy with other events. */
    InspectedChunk with(List<ChatEvent> said) {
        return new InspectedChunk(number, bytes, done, at, said);
    }
}
