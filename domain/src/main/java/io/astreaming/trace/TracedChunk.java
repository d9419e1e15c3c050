package io.astreaming.trace;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a trace: the forms in which it was recorded, each in its own section.
 *
 * @param opening the heading's line and everything before the first section
 * @param sections the sections, in order
 */
public record TracedChunk(String opening, List<TracedSection> sections) {
    /** How the heading's line begins; the chunk's number follows, from 0. */
    static final String HEADING = "## Response Chunk";

    /** Copies the list. */
    public TracedChunk {
        Objects.requireNonNull(opening, "opening");
        sections = List.copyOf(sections);
    }

    /** {@return the heading's text, such as {@code Response Chunk #0}} */
    public String heading() {
        return Markdown.heading(opening);
    }

    /**
     * Returns the section with the payload of the Chat Completions API: the first section with a payload whose heading
     * says so, or that has no heading.
     *
     * @return the section; null if there is none
     */
    public @Nullable TracedSection completion() {
        for (TracedSection section : sections) {
            if (section.payload() != null && section.isCompletion()) {
                return section;
            }
        }
        return null;
    }

    /**
     * {@return the payload of the Chat Completions API: JSON on one line, anything else verbatim; null if there is
     * none}
     */
    public @Nullable String payload() {
        TracedSection section = completion();
        return section == null ? null : section.onOneLine();
    }

    /** Shows the heading, never the content. */
    @Override
    public String toString() {
        return "TracedChunk[" + heading() + "]";
    }
}
