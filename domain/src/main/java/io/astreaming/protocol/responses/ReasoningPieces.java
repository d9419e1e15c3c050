package io.astreaming.protocol.responses;

import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import org.jspecify.annotations.Nullable;

/**
 * Turns pieces of text and reasoning into deltas. The parts of a summary are paragraphs, with a blank line between two
 * of them. Not thread-safe.
 */
final class ReasoningPieces {
    private static final String PARAGRAPH = "\n\n";

    /** Whether a summary of any item was told. */
    private boolean summarized;

    /**
     * Returns the delta of a piece; null if it isn't told: reasoning counts, its summary only where there is none.
     *
     * @param first whether it is the first piece of its part
     */
    @Nullable
    Delta delta(OpenItem item, PartKind kind, String text, boolean first) {
        switch (kind) {
            case TEXT -> {
                return new ContentDelta(text);
            }
            case REFUSAL -> {
                return new RefusalDelta(text);
            }
            case REASONING -> {
                item.reasoned = true;
                return new ReasoningDelta(text, "reasoning_text");
            }
            default -> {
                if (item.reasoned) {
                    return null;
                }
                String piece = first && summarized ? PARAGRAPH + text : text;
                summarized = true;
                item.summarized = true;
                return new ReasoningDelta(piece, "summary");
            }
        }
    }
}
