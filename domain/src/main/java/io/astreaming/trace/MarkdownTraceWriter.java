package io.astreaming.trace;

import io.astreaming.jsontext.JsonText;
import java.util.Locale;

/**
 * Writes a Markdown trace piece by piece: after each piece the document is whole, so a stream that is cut leaves a
 * readable trace. A piece ends in a line feed; the caller writes it, as UTF-8.
 *
 * <p>JSON is indented with every token as it was sent. Anything else goes verbatim into a fence marked {@code text},
 * longer than any run of backticks within, and so does JSON too deep to be indented. Not thread-safe.
 */
public final class MarkdownTraceWriter {
    private static final String DONE = "[DONE]";

    private final String title;
    private long chunks;

    /**
     * A writer of one document.
     *
     * @param method the method that is called, such as {@code astreaming}; the document's title in capitals
     * @throws IllegalArgumentException if the method isn't one word
     */
    public MarkdownTraceWriter(String method) {
        if (method.isEmpty() || method.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a method's name is one word");
        }
        title = method.toUpperCase(Locale.ROOT);
    }

    /** {@return the beginning of the document} */
    public String begin() {
        return "# " + title + "\n";
    }

    /**
     * The next chunk.
     *
     * @param payload the payload as it came
     * @return its piece; empty for {@code [DONE]}, which has no place in a trace
     */
    public String chunk(String payload) {
        if (payload.strip().equals(DONE)) {
            return "";
        }
        return "\n" + TracedChunk.HEADING + " #" + chunks++ + "\n\n### " + TracedSection.CHAT_COMPLETIONS + "\n"
                + fenced(payload);
    }

    /** A payload in its fence. */
    static String fenced(String payload) {
        try {
            return "```json\n" + new JsonText(payload).indented() + "\n```\n";
        } catch (IllegalArgumentException noJson) {
            String fence = Markdown.fenceFor(payload);
            return fence + "text\n" + payload + "\n" + fence + "\n";
        }
    }
}
