package io.astreaming.json.responses;

import io.astreaming.protocol.responses.ResponsesEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event with what its payload says besides. The padding has no meaning: events that differ in nothing else are equal.
 *
 * @param event the event
 * @param sequence its {@code sequence_number}; null if none was sent
 * @param padding its {@code obfuscation}, which hides the length of a piece; null if none was sent
 */
public record SequencedEvent(
        ResponsesEvent event,
        @Nullable Long sequence,
        @Nullable String padding) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SequencedEvent that
                && event.equals(that.event)
                && Objects.equals(sequence, that.sequence);
    }

    @Override
    public int hashCode() {
        return Objects.hash(event, sequence);
    }
}
