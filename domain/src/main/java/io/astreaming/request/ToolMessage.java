package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Role;
import java.util.List;
import java.util.Objects;

/**
 * A tool's result.
 *
 * @param toolCallId the id of the call that it answers
 * @param content the result
 * @param extras members that aren't modelled
 */
public record ToolMessage(String toolCallId, List<ContentPart> content, Extras extras) implements Message {
    /** Copies the content; rejects nulls and a blank id. */
    public ToolMessage {
        Preconditions.requireNotBlank("a tool message's call id", toolCallId);
        content = List.copyOf(content);
        Objects.requireNonNull(extras, "extras");
    }

    /**
     * Creates a message with a text as the result.
     *
     * @param toolCallId the id of the call that it answers
     * @param text the result
     * @return the message
     */
    public static ToolMessage of(String toolCallId, String text) {
        return new ToolMessage(toolCallId, List.of(ContentPart.text(text)), Extras.NONE);
    }

    @Override
    public Role role() {
        return Role.TOOL;
    }

    @Override
    public ToolMessage withExtra(String member, JsonText value) {
        return new ToolMessage(toolCallId, content, Preconditions.extra(extras, member, value));
    }

    /** Shows sizes, never the content. */
    @Override
    public String toString() {
        return "ToolMessage" + content;
    }
}
