package io.astreaming.app.recording;

import io.astreaming.event.ChatEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payload of a recorded stream and what it means.
 *
 * @param number its number in the stream, from 0
 * @param bytes how long it is
 * @param done whether it is {@code [DONE]}
 * @param at when it came, counted from the request; absent if the recording doesn't say
 * @param events what it says
 */
public record InspectedChunk(
        long number, int bytes, boolean done, @Nullable Duration at, List<ChatEvent> events) {
    public InspectedChunk {
        events = List.copyOf(events);
    }

    /** The same, saying something else. */
    InspectedChunk with(List<ChatEvent> said) {
        return new InspectedChunk(number, bytes, done, at, said);
    }
}
