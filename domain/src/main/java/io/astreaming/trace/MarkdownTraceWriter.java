package io.astreaming.trace;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.Locale;

/**
 * Writes a Markdown trace piece by piece: after each piece the document is complete, so a truncated stream leaves a
 * readable trace. A piece ends with a line feed; the caller writes it to its file, as UTF-8.
 *
 * <p>JSON is indented with every token unchanged. Anything else, and JSON that is nested too deeply to be indented, is
 * written verbatim into a fence marked {@code text} that is longer than any run of backticks within. Not thread-safe.
 */
public final class MarkdownTraceWriter {
    private static final String DONE = "[DONE]";

    private final String title;
    private final String heading;
    private long chunks;

    /**
     * Creates a writer of one document with payloads of chat completions.
     *
     * @param method the method that is called, such as {@code astreaming}; the document's title in capitals
     * @throws IllegalArgumentException if the method isn't one word
     */
    public MarkdownTraceWriter(String method) {
        this(method, Protocol.CHAT_COMPLETIONS);
    }

    /**
     * Creates a writer of one document.
     *
     * @param method the method that is called, such as {@code astreaming}; the document's title in capitals
     * @param protocol the protocol of the payloads, which the headings name
     * @throws IllegalArgumentException if the method isn't one word
     */
    public MarkdownTraceWriter(String method, Protocol protocol) {
        if (method.isEmpty() || method.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a method's name is one word");
        }
        title = method.toUpperCase(Locale.ROOT);
        heading = TracedSection.heading(protocol);
    }

    /** {@return the document's first piece, its title} */
    public String begin() {
        return "# " + title + "\n";
    }

    /**
     * Returns the piece for the next chunk.
     *
     * @param payload the payload, verbatim
     * @return its piece; empty for {@code [DONE]}, which traces leave out
     */
    public String chunk(String payload) {
        if (payload.strip().equals(DONE)) {
            return "";
        }
        return "\n" + TracedChunk.HEADING + " #" + chunks++ + "\n\n### " + heading + "\n" + fenced(payload);
    }

    /** Returns a payload in its fence. */
    static String fenced(String payload) {
        try {
            return "```json\n" + new JsonText(payload).indented() + "\n```\n";
        } catch (IllegalArgumentException noJson) {
            String fence = Markdown.fenceFor(payload);
            return fence + "text\n" + payload + "\n" + fence + "\n";
        }
    }
}
