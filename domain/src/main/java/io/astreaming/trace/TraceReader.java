package io.astreaming.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a Markdown trace into its parts, line by line. Not thread-safe. */
final class TraceReader {
    private static final int NONE = -1;

    private final String text;
    private final boolean mayBeCut;

    private final List<TracedChunk> chunks = new ArrayList<>();
    private List<TracedSection> sections = new ArrayList<>();

    /** Where the parts at hand begin. */
    private int chunk = NONE;

    private int section = NONE;
    private int payload = NONE;
    private int payloadEnd = NONE;

    TraceReader(String text, boolean mayBeCut) {
        this.text = text;
        this.mayBeCut = mayBeCut;
    }

    MarkdownTrace read() {
        int title = Markdown.start(text);
        checkTitle(title);
        int firstChunk = text.length();
        for (int at = endOfLine(title); at < text.length(); ) {
            int next = endOfLine(at);
            int ticks = Markdown.openingFence(text, at, next);
            int level = Markdown.headingLevel(text, at);
            if (ticks > 0) {
                next = fence(at, next, ticks);
            } else if (level == 2 && text.startsWith(TracedChunk.HEADING, at)) {
                firstChunk = Math.min(firstChunk, at);
                endChunk(at);
                chunk = at;
            } else if (level == 3 && chunk != NONE) {
                endSection(at);
                section = at;
            }
            at = next;
        }
        endChunk(text.length());
        if (chunks.isEmpty() && !mayBeCut && !text.substring(endOfLine(title)).isBlank()) {
            throw error("there is no '" + TracedChunk.HEADING + "'", text.length());
        }
        return new MarkdownTrace(text.substring(0, firstChunk), chunks);
    }

    /** The title is one word in capitals, the method's name: any other Markdown is no trace. */
    private void checkTitle(int at) {
        String title = Markdown.headingLevel(text, at) == 1 ? Markdown.heading(text.substring(at, endOfLine(at))) : "";
        boolean word = !title.isEmpty() && title.chars().noneMatch(Character::isWhitespace);
        if (!word || !title.equals(title.toUpperCase(Locale.ROOT))) {
            throw error("it has to begin with the method's name in capitals, such as '# ASTREAMING'", at);
        }
    }

    /** Takes a whole fence and says where the line after it begins. */
    private int fence(int opening, int content, int ticks) {
        if (chunk != NONE && section == NONE) {
            section = opening;
        }
        for (int at = content; at < text.length(); ) {
            int next = endOfLine(at);
            if (Markdown.closesFence(text, at, next, ticks)) {
                if (section != NONE && payload == NONE) {
                    payload = content;
                    payloadEnd = Math.max(content, at - Math.min(lengthOfBreak(content), lengthOfBreak(at)));
                }
                return next;
            }
            at = next;
        }
        if (!mayBeCut) {
            throw error("the fence has no end", opening);
        }
        return text.length();
    }

    private void endSection(int end) {
        if (section != NONE) {
            sections.add(
                    payload == NONE
                            ? new TracedSection(text.substring(section, end), null, "")
                            : new TracedSection(
                                    text.substring(section, payload),
                                    text.substring(payload, payloadEnd),
                                    text.substring(payloadEnd, end)));
        }
        section = NONE;
        payload = NONE;
    }

    private void endChunk(int end) {
        if (chunk == NONE) {
            return;
        }
        endSection(end);
        int length = sections.stream().mapToInt(TracedSection::length).sum();
        chunks.add(new TracedChunk(text.substring(chunk, end - length), sections));
        sections = new ArrayList<>();
    }

    /** Where the line after this one begins. */
    private int endOfLine(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    /** How long the line break before a place is. */
    private int lengthOfBreak(int at) {
        return at >= 2 && text.charAt(at - 2) == '\r' ? 2 : 1;
    }

    private IllegalArgumentException error(String problem, int at) {
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new IllegalArgumentException("not a trace: " + problem + " (line " + line + ")");
    }
}
