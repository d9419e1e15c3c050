package io.astreaming.request;

import io.astreaming.chunk.Role;
import java.util.Objects;

/**
 * What the person says.
 *
 * @param text the text
 */
public record UserMessage(String text) implements Message {
    /** Refuses null. */
    public UserMessage {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public Role role() {
        return Role.USER;
    }

    /** Tells the length of the text, never the text. */
    @Override
    public String toString() {
        return "UserMessage[" + text.length() + " characters]";
    }
}
