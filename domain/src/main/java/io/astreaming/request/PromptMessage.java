package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the application or the person says: a message of the roles developer, system, user and (older form) function,
 * and of roles that only a provider knows.
 *
 * @param role who speaks
 * @param content what is said
 * @param name tells speakers of one role apart; for a function its name
 * @param extras members that aren't modelled
 */
public record PromptMessage(
        Role role, List<ContentPart> content, @Nullable String name, Extras extras) implements Message {
    /** Copies the content; refuses roles that have a type of their own. */
    public PromptMessage {
        if (role.equals(Role.ASSISTANT) || role.equals(Role.TOOL)) {
            throw new IllegalArgumentException(
                    "a message of the role " + role + " has a type of its own: use Message." + role + "(...)");
        }
        content = List.copyOf(content);
        Objects.requireNonNull(extras, "extras");
    }

    /**
     * A message of any role.
     *
     * @param role who speaks
     * @param content what is said
     * @return the message
     */
    public static PromptMessage of(Role role, ContentPart... content) {
        return new PromptMessage(role, List.of(content), null, Extras.NONE);
    }

    /**
     * The same message of a named speaker.
     *
     * @param speaker tells speakers of one role apart
     * @return a changed copy
     */
    public PromptMessage withName(String speaker) {
        return new PromptMessage(role, content, Preconditions.requireNotBlank("a message's name", speaker), extras);
    }

    @Override
    public PromptMessage withExtra(String member, JsonText value) {
        return new PromptMessage(role, content, name, Preconditions.extra(extras, member, value));
    }

    /** Tells role and sizes, never the content. */
    @Override
    public String toString() {
        return "PromptMessage[" + role + ", " + content + "]";
    }
}
