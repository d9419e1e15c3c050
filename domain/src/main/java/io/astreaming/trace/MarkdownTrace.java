package io.astreaming.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A recorded stream as a Markdown document: a title, then one section a chunk, each with its payload in a fence.
 *
 * <p>The parts are slices of the text they were read from, so {@link #text()} gives the document back to the last
 * character: headings that nobody here knows, notes somebody added, line ends. {@link MarkdownTraceWriter} writes new
 * ones.
 *
 * @param opening the title's line and all that stands before the first chunk
 * @param chunks the chunks, in order
 */
public record MarkdownTrace(String opening, List<TracedChunk> chunks) {
    /** Copies the list. */
    public MarkdownTrace {
        Objects.requireNonNull(opening, "opening");
        chunks = List.copyOf(chunks);
    }

    /**
     * Reads a document. Either kind of line end will do, and the last one may be missing. Takes time and memory in
     * proportion to the text; who reads files from strangers bounds their size.
     *
     * @param text the document
     * @return the trace
     * @throws IllegalArgumentException if the text is no trace, or ends within a fence; the message names the line
     */
    public static MarkdownTrace read(String text) {
        return read(text, false);
    }

    /**
     * Reads a document that may be cut: all that is whole counts, and a payload that is cut stays in the text without
     * being one.
     *
     * @param text the document, or as much as there is of it
     * @return the trace
     * @throws IllegalArgumentException if the text is no trace; the message names the line
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

    /** {@return what came from chat completions, chunk by chunk: JSON on one line, anything else as it was} */
    public List<String> payloads() {
        return chunks.stream()
                .map(TracedChunk::payload)
                .filter(Objects::nonNull)
                .toList();
    }

    /** {@return the document} */
    public String text() {
        StringBuilder out = new StringBuilder(opening);
        for (TracedChunk chunk : chunks) {
            out.append(chunk.opening());
            chunk.sections().forEach(section -> section.appendTo(out));
        }
        return out.toString();
    }

    /** Names the title and the number of chunks, never their content. */
    @Override
    public String toString() {
        return "MarkdownTrace[" + title() + ", " + chunks.size() + " chunks]";
    }
}
