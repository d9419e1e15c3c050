package io.astreaming.chunk;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The begin or the end of one item of the answer. In some protocols an answer is a list of items: output items in the
 * Responses API, content blocks in the Messages API. What an item says arrives as other deltas between the two. Chat
 * completions have no items, so a chunk that is written as one leaves them out.
 *
 * @param protocol the protocol whose item it is
 * @param position the item's number within the answer; positions increase, and may skip numbers
 * @param type the item's type in its protocol, such as {@code web_search_call}
 * @param wire the whole item as the provider requires it back, when it ends; null when it begins
 */
public record ItemDelta(
        Protocol protocol,
        int position,
        String type,
        @Nullable JsonText wire) implements Delta {
    /** Rejects null where it isn't allowed. */
    public ItemDelta {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(type, "type");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ItemDelta[" + position + (wire == null ? "" : ", " + wire.text().length() + " characters") + "]";
    }
}
