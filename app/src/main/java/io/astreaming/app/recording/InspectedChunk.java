package io.astreaming.app.recording;

import io.astreaming.event.ChatEvent;
import io.astreaming.port.Payload;
import io.astreaming.value.Deviation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One payload of a recorded stream and what it meant.
 *
 * @param payload the payload, retained
 * @param at when it arrived, counted from the request; null if the recording doesn't say
 * @param events the events that it caused
 * @param deviations the deviations that were noticed with it, and how often
 */
public record InspectedChunk(
        Payload payload, @Nullable Duration at, List<ChatEvent> events, Map<Deviation, Long> deviations) {
    public InspectedChunk {
        events = List.copyOf(events);
        deviations = Map.copyOf(deviations);
    }

    /** Returns its number in the stream, starting at 0. */
    public long number() {
        return payload.number();
    }

    /** Returns the payload's length, in bytes. */
    public int bytes() {
        return payload.length();
    }

    /** Returns the payload as text. */
    public String text() {
        return payload.text();
    }

    /** Returns the type of its server-sent event; null if it names none. */
    public @Nullable String eventType() {
        return payload.event().equals(Payload.MESSAGE) ? null : payload.event();
    }

    /** Returns whether it is {@code [DONE]}. */
    public boolean done() {
        return payload.isDone();
    }

    /** Returns a copy with an empty payload, for an end that was assumed. */
    public InspectedChunk withoutPayload() {
        return new InspectedChunk(Payload.of(""), at, events, deviations);
    }

    /** Returns a copy with more events and deviations. */
    InspectedChunk with(List<ChatEvent> moreEvents, Map<Deviation, Long> moreDeviations) {
        if (moreEvents.isEmpty() && moreDeviations.isEmpty()) {
            return this;
        }
        List<ChatEvent> allEvents = new ArrayList<>(events);
        allEvents.addAll(moreEvents);
        Map<Deviation, Long> allDeviations = new EnumMap<>(Deviation.class);
        allDeviations.putAll(deviations);
        moreDeviations.forEach((deviation, times) -> allDeviations.merge(deviation, times, Long::sum));
        return new InspectedChunk(payload, at, allEvents, allDeviations);
    }
}
