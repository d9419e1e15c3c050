package io.astreaming.relay.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream as the log has it.
 *
 * @param events the events, in the order of their numbers; empty if there are none after the given one
 * @param seal how the stream ended, if the page reaches its end; null if more events follow or may come
 */
public record Page(List<StoredEvent> events, @Nullable Seal seal) {
    /** Copies the events. */
    public Page {
        events = List.copyOf(events);
    }
}
