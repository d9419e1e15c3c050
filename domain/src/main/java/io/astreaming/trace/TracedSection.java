package io.astreaming.trace;

import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One form of a chunk in a trace: a heading and a payload.
 *
 * @param opening the heading's line and all up to and with the line that opens the fence
 * @param payload what the fence holds, verbatim; absent if the section has none
 * @param closing the end of the fence and all that stands before the next section
 */
public record TracedSection(String opening, @Nullable String payload, String closing) {
    /** The heading of what came from chat completions. */
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

    /** {@return whether the payload is there and marked as JSON} */
    public boolean isJson() {
        String fence = opening.substring(opening.lastIndexOf('`') + 1);
        return payload != null && fence.strip().equalsIgnoreCase("json");
    }

    boolean isCompletion() {
        return heading().isEmpty() || heading().equals(CHAT_COMPLETIONS);
    }

    /** The payload as it can go on the wire: JSON on one line, anything else as it is. */
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

    /** Names the heading, never the content. */
    @Override
    public String toString() {
        return "TracedSection[" + heading() + "]";
    }
}
