package io.astreaming.chunk;

import java.util.List;

/**
 * The content of a {@code message} that a choice has in addition to its delta: a summary of the content so far, or of
 * all of it. The choice's extras keep it verbatim. If a choice has a message but no delta, the message's content is the
 * choice's deltas instead.
 *
 * @param deltas the message's content, in the order of the wire
 */
public record MessageDelta(List<Delta> deltas) implements Delta {
    /** Copies the list. */
    public MessageDelta {
        deltas = List.copyOf(deltas);
    }
}
