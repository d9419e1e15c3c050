package io.astreaming.trace;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a trace: the forms in which the recorder saw it, each in a section of its own.
 *
 * @param opening the heading's line and all that stands before the first section
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
     * The section that holds what came from chat completions: the first with a payload that is headed so, or has no
     * heading.
     *
     * @return the section; absent if there is none
     */
    public @Nullable TracedSection completion() {
        for (TracedSection section : sections) {
            if (section.payload() != null && section.isCompletion()) {
                return section;
            }
        }
        return null;
    }

    /** {@return what came from chat completions: JSON on one line, anything else as it was; absent if nothing did} */
    public @Nullable String payload() {
        TracedSection section = completion();
        return section == null ? null : section.onOneLine();
    }

    /** Names the heading, never the content. */
    @Override
    public String toString() {
        return "TracedChunk[" + heading() + "]";
    }
}
