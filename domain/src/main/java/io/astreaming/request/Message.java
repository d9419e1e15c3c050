package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Role;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One message of the conversation so far. The set of permitted types may grow in a minor release.
 *
 * <p>Content that is a single text without extras is sent as a string, which every provider accepts; other content is
 * sent as a list of parts.
 */
public sealed interface Message permits PromptMessage, AssistantMessage, ToolMessage {
    /** {@return the role of the message's author} */
    Role role();

    /** {@return the content; empty if there is none} */
    List<ContentPart> content();

    /** {@return members of the message that aren't modelled; they override those that are} */
    Extras extras();

    /**
     * Returns a copy with one more member that isn't modelled, such as a gateway's {@code cache_control}.
     *
     * @param name the member's name on the wire
     * @param value its value
     * @return a changed copy
     * @throws IllegalArgumentException if the value isn't JSON
     */
    Message withExtra(String name, JsonText value);

    /** {@return the text of the content's text parts, joined} */
    default String text() {
        return content().stream()
                .map(part -> part instanceof ContentPart.Text text ? text.text() : "")
                .collect(Collectors.joining());
    }

    /**
     * Instructions of the application.
     *
     * @param text the instructions
     * @return the message
     */
    static PromptMessage system(String text) {
        return PromptMessage.of(Role.SYSTEM, ContentPart.text(text));
    }

    /**
     * Instructions of the application as newer OpenAI models expect them; other providers expect {@link #system}.
     *
     * @param text the instructions
     * @return the message
     */
    static PromptMessage developer(String text) {
        return PromptMessage.of(Role.DEVELOPER, ContentPart.text(text));
    }

    /**
     * A text of the user.
     *
     * @param text the text
     * @return the message
     */
    static PromptMessage user(String text) {
        return user(ContentPart.text(text));
    }

    /**
     * Content of the user.
     *
     * @param parts texts, images, sounds, files
     * @return the message
     */
    static PromptMessage user(ContentPart... parts) {
        return PromptMessage.of(Role.USER, parts);
    }

    /**
     * A message of the model. As the last message of a request it is a prefill: if the provider supports it, the model
     * continues this message, and the stream has only the continuation.
     *
     * @param text the text
     * @return the message
     */
    static AssistantMessage assistant(String text) {
        return AssistantMessage.of(text);
    }

    /**
     * A tool's result.
     *
     * @param toolCallId the id of the call that it answers
     * @param text the result
     * @return the message
     */
    static ToolMessage tool(String toolCallId, String text) {
        return ToolMessage.of(toolCallId, text);
    }

    /**
     * A function's result in the older form.
     *
     * @param name the function
     * @param text the result
     * @return the message
     */
    static PromptMessage function(String name, String text) {
        return PromptMessage.of(Role.FUNCTION, ContentPart.text(text)).withName(name);
    }
}
