package io.astreaming.event;

import io.astreaming.value.Protocol;
import java.util.Set;

/**
 * The model, or a tool that the provider runs itself, began an item of the answer; for protocols whose answers are lists
 * of items. What the item says arrives as other events.
 *
 * @param choice the choice's index
 * @param protocol the protocol whose item it is
 * @param position the item's number within the answer; positions increase, and may skip numbers
 * @param type the item's type in its protocol, such as {@code web_search_call}
 */
public record ItemStarted(int choice, Protocol protocol, int position, String type) implements ChoiceEvent {
    /** Items that only hold text or reasoning: their first piece is content, their start isn't. */
    private static final Set<String> WORDS = Set.of("message", "reasoning", "text", "thinking", "redacted_thinking");

    /** Shows which item it is, never its type, which the provider chooses. */
    @Override
    public String toString() {
        return "ItemStarted[" + choice + ", item " + position + "]";
    }

    /** {@return whether this is a call, or work of a tool that the provider runs itself} */
    @Override
    public boolean isContent() {
        return !WORDS.contains(type);
    }
}
