package io.astreaming.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Splits a Markdown trace into its parts, line by line, with one part in memory at a time. Not thread-safe.
 */
public final class TraceReader {
    private static final int NONE = -1;

    private final boolean mayBeCut;
    private final Consumer<TracedChunk> chunks;
    private List<TracedSection> sections = new ArrayList<>();

    /** The current part: the opening, then each chunk. */
    private StringBuilder part = new StringBuilder();

    private String opening = "";
    private long lines;
    private long breaks;
    private boolean titled;
    private boolean wordsInOpening;
    private boolean inChunk;

    /** Where the current section begins in the part. */
    private int section = NONE;

    private int payload = NONE;
    private int payloadEnd = NONE;
    private int content = NONE;

    /** How many backticks opened the current fence; 0 outside fences. */
    private int ticks;

    private long fenceLine;

    /**
     * Creates a reader at the start of a document.
     *
     * @param mayBeCut whether the document may end within a fence: the complete payloads count
     * @param chunks receives the chunks in order, each when it is complete
     */
    public TraceReader(boolean mayBeCut, Consumer<TracedChunk> chunks) {
        this.mayBeCut = mayBeCut;
        this.chunks = chunks;
    }

    /**
     * Reads the next line.
     *
     * @param line the line with its line end, which the last line may lack
     * @throws IllegalArgumentException if the document isn't a trace; the message names the line
     */
    public void line(String line) {
        lines++;
        breaks += line.endsWith("\n") ? 1 : 0;
        int at = part.length();
        if (!titled) {
            part.append(line);
            title(line);
        } else if (ticks > 0) {
            part.append(line);
            if (Markdown.closesFence(line, 0, line.length(), ticks)) {
                closeFence(at);
            }
        } else {
            outside(line, at);
        }
    }

    /**
     * Ends the document.
     *
     * @return whether it ended within a fence
     * @throws IllegalArgumentException if the document isn't a trace, or is truncated though that isn't allowed; the
     *     message names the line
     */
    public boolean end() {
        boolean cut = ticks > 0;
        if (!titled) {
            throw noTitle(breaks + 1);
        }
        if (cut && !mayBeCut) {
            throw error("the fence has no end", fenceLine);
        }
        boolean none = !inChunk && wordsInOpening;
        endPart();
        if (none && !mayBeCut) {
            throw error("there is no '" + TracedChunk.HEADING + "'", breaks + 1);
        }
        return cut;
    }

    /** Returns everything before the first chunk. */
    String opening() {
        return opening;
    }

    /** The title is one word in capitals, the method's name: other Markdown isn't a trace. */
    private void title(String line) {
        int start = Markdown.start(line);
        if (start == line.length()) {
            return;
        }
        String heading = Markdown.headingLevel(line, start) == 1 ? Markdown.heading(line.substring(start)) : "";
        boolean word = !heading.isEmpty() && heading.chars().noneMatch(Character::isWhitespace);
        if (!word || !heading.equals(heading.toUpperCase(Locale.ROOT))) {
            throw noTitle(lines);
        }
        titled = true;
    }

    private void outside(String line, int at) {
        int level = Markdown.headingLevel(line, 0);
        ticks = Markdown.openingFence(line, 0, line.length());
        if (ticks > 0) {
            section = inChunk && section == NONE ? at : section;
            content = at + line.length();
            fenceLine = lines;
        } else if (level == 2 && line.startsWith(TracedChunk.HEADING)) {
            endPart();
            inChunk = true;
        } else if (level == 3 && inChunk) {
            endSection();
            section = at;
        }
        wordsInOpening |= !inChunk && !line.isBlank();
        part.append(line);
    }

    private void closeFence(int at) {
        if (section != NONE && payload == NONE) {
            payload = content;
            payloadEnd = Math.max(content, at - Math.min(lengthOfBreak(content), lengthOfBreak(at)));
        }
        ticks = 0;
    }

    private void endSection() {
        if (section != NONE) {
            sections.add(
                    payload == NONE
                            ? new TracedSection(part.substring(section), null, "")
                            : new TracedSection(
                                    part.substring(section, payload),
                                    part.substring(payload, payloadEnd),
                                    part.substring(payloadEnd)));
        }
        section = NONE;
        payload = NONE;
    }

    private void endPart() {
        if (inChunk) {
            endSection();
            int length = sections.stream().mapToInt(TracedSection::length).sum();
            chunks.accept(new TracedChunk(part.substring(0, part.length() - length), sections));
        } else {
            opening = part.toString();
        }
        sections = new ArrayList<>();
        part = new StringBuilder();
    }

    /** Returns the length of the line break before an index. */
    private int lengthOfBreak(int at) {
        return at >= 2 && part.charAt(at - 2) == '\r' ? 2 : 1;
    }

    private static IllegalArgumentException noTitle(long line) {
        return error("it has to begin with the method's name in capitals, such as '# ASTREAMING'", line);
    }

    private static IllegalArgumentException error(String problem, long line) {
        return new IllegalArgumentException("not a trace: " + problem + " (line " + line + ")");
    }
}
