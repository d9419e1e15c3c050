package io.astreaming.request;

import io.astreaming.chunk.Role;
import java.util.Objects;

/**
 * Instructions of the application.
 *
 * @param text the text
 */
public record SystemMessage(String text) implements Message {
    /** Refuses null. */
    public SystemMessage {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public Role role() {
        return Role.SYSTEM;
    }

    /** Tells the length of the text, never the text. */
    @Override
    public String toString() {
        return "SystemMessage[" + text.length() + " characters]";
    }
}
