package io.astreaming.trace;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One form of a chunk in a trace: a heading and a payload.
 *
 * @param opening the heading's line and everything up to and including the line that opens the fence
 * @param payload the content of the fence, verbatim; null if the section has none
 * @param closing the end of the fence and everything before the next section
 */
public record TracedSection(String opening, @Nullable String payload, String closing) {
    /** The heading of payloads of the Chat Completions API. */
    public static final String CHAT_COMPLETIONS = "ChatCompletions API:";

    /** Rejects null where it isn't allowed. */
    public TracedSection {
        Objects.requireNonNull(opening, "opening");
        Objects.requireNonNull(closing, "closing");
    }

    /** {@return the heading's text, such as {@value #CHAT_COMPLETIONS}; empty if there is no heading} */
    public String heading() {
        return Markdown.headingLevel(opening, 0) > 0 ? Markdown.heading(opening) : "";
    }

    /** {@return whether there is a payload and it is marked as JSON} */
    public boolean isJson() {
        String fence = opening.substring(opening.lastIndexOf('`') + 1);
        return payload != null && fence.strip().equalsIgnoreCase("json");
    }

    /** Returns the protocol of the payload: the one that the heading names, or without a heading chat completions. */
    @Nullable
    Protocol protocol() {
        String heading = heading();
        if (heading.isEmpty()) {
            return Protocol.CHAT_COMPLETIONS;
        }
        for (Protocol protocol : Protocol.values()) {
            if (heading(protocol).equals(heading)) {
                return protocol;
            }
        }
        return null;
    }

    /**
     * Returns the heading of a protocol's payloads.
     *
     * @param protocol the protocol
     * @return the heading's text, such as {@code Responses API:}
     */
    static String heading(Protocol protocol) {
        return switch (protocol) {
            case CHAT_COMPLETIONS -> CHAT_COMPLETIONS;
            case RESPONSES -> "Responses API:";
            case MESSAGES -> "Messages API:";
            case GEMINI -> "Gemini API:";
            case OLLAMA -> "Ollama API:";
        };
    }

    /** Returns the payload in a form that can be sent: JSON on one line, anything else verbatim. */
    String onOneLine() {
        String text = payload == null ? "" : payload;
        if (!isJson()) {
            return text;
        }
        try {
            return new JsonText(text).minified().text();
        } catch (IllegalArgumentException edited) {
            return text;
        }
    }

    int length() {
        return opening.length() + (payload == null ? 0 : payload.length()) + closing.length();
    }

    void appendTo(StringBuilder out) {
        out.append(opening).append(payload == null ? "" : payload).append(closing);
    }

    /** Shows the heading, never the content. */
    @Override
    public String toString() {
        return "TracedSection[" + heading() + "]";
    }
}
