package io.astreaming.trace;

import io.astreaming.value.Protocol;
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
        return section(Protocol.CHAT_COMPLETIONS);
    }

    private @Nullable TracedSection section(Protocol protocol) {
        for (TracedSection section : sections) {
            if (section.payload() != null && section.protocol() == protocol) {
                return section;
            }
        }
        return null;
    }

    /**
     * Returns the protocol in which the chunk was recorded: chat completions if it was recorded in several.
     *
     * @return the protocol; null if no payload is of a known one
     */
    public @Nullable Protocol protocol() {
        for (Protocol protocol : Protocol.values()) {
            if (section(protocol) != null) {
                return protocol;
            }
        }
        return null;
    }

    /**
     * Returns the payload in a protocol.
     *
     * @param protocol the protocol
     * @return JSON on one line, anything else verbatim; null if there is none
     */
    public @Nullable String payload(Protocol protocol) {
        TracedSection section = section(protocol);
        return section == null ? null : section.onOneLine();
    }

    /** Shows the heading, never the content. */
    @Override
    public String toString() {
        return "TracedChunk[" + heading() + "]";
    }
}
