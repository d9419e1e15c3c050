package io.astreaming.event;

import io.astreaming.completion.AnswerItem;

/**
 * An item of the answer is whole. Each item that began has at most one such event, after its {@link ItemStarted}; only
 * if a provider sends a piece of an item that it had ended, a further event replaces the item.
 *
 * @param choice the choice's index
 * @param item the item, with the JSON that the provider requires back
 */
public record ItemFinished(int choice, AnswerItem item) implements ChoiceEvent {
    /** {@return false: without content only the types of items are kept} */
    @Override
    public boolean isFrame() {
        return false;
    }
}
