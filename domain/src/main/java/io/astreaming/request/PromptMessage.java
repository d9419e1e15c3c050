package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of the application or the user: with the role developer, system, user or (older form) function, or with a
 * provider-specific role.
 *
 * @param role the role of the message's author
 * @param content the content
 * @param name distinguishes authors with the same role; the function's name for a function; null if not set
 * @param extras members that aren't modelled
 */
public record PromptMessage(
        Role role, List<ContentPart> content, @Nullable String name, Extras extras) implements Message {
    /** Copies the content; rejects roles that have their own message type. */
    public PromptMessage {
        if (role.equals(Role.ASSISTANT) || role.equals(Role.TOOL)) {
            throw new IllegalArgumentException(
                    "a message of the role " + role + " has a type of its own: use Message." + role + "(...)");
        }
        content = List.copyOf(content);
        Objects.requireNonNull(extras, "extras");
    }

    /**
     * Creates a message with any of these roles.
     *
     * @param role the role of the message's author
     * @param content the content
     * @return the message
     */
    public static PromptMessage of(Role role, ContentPart... content) {
        return new PromptMessage(role, List.of(content), null, Extras.NONE);
    }

    /**
     * Returns a copy with a name.
     *
     * @param speaker distinguishes authors with the same role
     * @return a changed copy
     */
    public PromptMessage withName(String speaker) {
        return new PromptMessage(role, content, Preconditions.requireNotBlank("a message's name", speaker), extras);
    }

    @Override
    public PromptMessage withExtra(String member, JsonText value) {
        return new PromptMessage(role, content, name, Preconditions.extra(extras, member, value));
    }

    /** Shows role and sizes, never the content. */
    @Override
    public String toString() {
        return "PromptMessage[" + role + ", " + content + "]";
    }
}
