package io.astreaming.chunk;

import java.util.List;

/**
 * What a choice's {@code message} says that came beside what the chunk adds: it sums up what was said, so far or as a
 * whole. The choice's extras keep it as sent. Where a choice has a message alone, what that says is the choice's own.
 *
 * @param deltas what the message says, in the order of the wire
 */
public record MessageDelta(List<Delta> deltas) implements Delta {
    /** Copies the list. */
    public MessageDelta {
        deltas = List.copyOf(deltas);
    }
}
