package io.astreaming.completion;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One item of an answer: an output item in the Responses API, a content block in the Messages API. Items of tools that
 * the provider runs itself, signatures, and encrypted reasoning appear nowhere else. The provider requires the items
 * back as they are when the conversation goes on; {@code AssistantMessage.of} takes them over.
 *
 * @param protocol the protocol whose item it is
 * @param position the item's number within the answer; positions increase, and may skip numbers
 * @param type the item's type in its protocol, such as {@code web_search_call} or {@code thinking}
 * @param wire the item as the provider requires it back; null if the item didn't arrive whole, or if content isn't kept
 */
public record AnswerItem(
        Protocol protocol,
        int position,
        String type,
        @Nullable JsonText wire) {
    /** Rejects null where it isn't allowed. */
    public AnswerItem {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(type, "type");
    }

    /** {@return whether the item arrived whole and was kept, so that it can be sent back} */
    public boolean isWhole() {
        return wire != null;
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "AnswerItem[" + protocol + ", " + position
                + (wire == null ? "" : ", " + wire.text().length() + " characters") + "]";
    }
}
