package io.astreaming.trace;

import io.astreaming.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A recorded stream as a Markdown document: a title, then one section for each chunk with its payload in a fence.
 *
 * <p>The parts are slices of the text from which they were read, so {@link #text()} returns the document verbatim,
 * including unknown headings, added notes and line ends. {@link MarkdownTraceWriter} writes new documents.
 *
 * @param opening the title's line and everything before the first chunk
 * @param chunks the chunks, in order
 */
public record MarkdownTrace(String opening, List<TracedChunk> chunks) {
    /** Copies the list. */
    public MarkdownTrace {
        Objects.requireNonNull(opening, "opening");
        chunks = List.copyOf(chunks);
    }

    /**
     * Reads a document. Line ends may be LF or CRLF, and the last one may be missing. Time and memory are linear in the
     * text; a caller that reads untrusted files has to bound their size.
     *
     * @param text the document
     * @return the trace
     * @throws IllegalArgumentException if the text isn't a trace, or ends within a fence; the message names the line
     */
    public static MarkdownTrace read(String text) {
        return read(text, false);
    }

    /**
     * Reads a document that may be truncated: the complete payloads count, and a truncated payload is kept only as
     * text.
     *
     * @param text the document, or its beginning
     * @return the trace
     * @throws IllegalArgumentException if the text isn't a trace; the message names the line
     */
    public static MarkdownTrace readCut(String text) {
        return read(text, true);
    }

    private static MarkdownTrace read(String text, boolean mayBeCut) {
        List<TracedChunk> chunks = new ArrayList<>();
        TraceReader reader = new TraceReader(mayBeCut, chunks::add);
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at) + 1;
            reader.line(text.substring(at, end == 0 ? text.length() : end));
            at = end == 0 ? text.length() : end;
        }
        var unused = reader.end();
        return new MarkdownTrace(reader.opening(), chunks);
    }

    /** {@return the method that was called, in capitals, such as {@code ASTREAMING}} */
    public String title() {
        return Markdown.heading(opening.substring(Markdown.start(opening)));
    }

    /**
     * Returns the protocol in which the stream was recorded: that of the first chunk with a payload of a known one.
     *
     * @return the protocol; chat completions if there is no such chunk
     */
    public Protocol protocol() {
        return chunks.stream()
                .map(TracedChunk::protocol)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Protocol.CHAT_COMPLETIONS);
    }

    /**
     * {@return the payloads in the stream's {@linkplain #protocol protocol}, chunk by chunk: JSON on one line, anything
     * else verbatim}
     */
    public List<String> payloads() {
        Protocol protocol = protocol();
        return chunks.stream()
                .map(chunk -> chunk.payload(protocol))
                .filter(Objects::nonNull)
                .toList();
    }

    /** {@return the document's text} */
    public String text() {
        StringBuilder out = new StringBuilder(opening);
        for (TracedChunk chunk : chunks) {
            out.append(chunk.opening());
            chunk.sections().forEach(section -> section.appendTo(out));
        }
        return out.toString();
    }

    /** Shows the title and the number of chunks, never their content. */
    @Override
    public String toString() {
        return "MarkdownTrace[" + title() + ", " + chunks.size() + " chunks]";
    }
}
