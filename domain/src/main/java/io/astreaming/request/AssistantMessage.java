package io.astreaming.request;

import io.astreaming.chunk.Role;
import java.util.Objects;

/**
 * What the model said. As the last message of a request it is a prefill: providers that support it let the model go on from here, and stream only what comes after.
 *
 * @param text the text
 */
public record AssistantMessage(String text) implements Message {
    /** Refuses null. */
    public AssistantMessage {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public Role role() {
        return Role.ASSISTANT;
    }

    /** Tells the length of the text, never the text. */
    @Override
    public String toString() {
        return "AssistantMessage[" + text.length() + " characters]";
    }
}
