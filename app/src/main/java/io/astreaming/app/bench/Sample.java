package io.astreaming.app.bench;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.value.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one stream. Times are in nanoseconds since the moment at which its request was due.
 *
 * @param number which request of the run it was, starting at 1
 * @param outcome how it ended
 * @param headers when the response's headers arrived; null if none did
 * @param firstContent when the first content arrived: text, reasoning, a refusal, a tool call; null if none did
 * @param firstOutput when the first content arrived that isn't reasoning; null if none did
 * @param gaps the times between two chunks with content
 * @param end when it ended
 * @param recording the stream itself; null if it wasn't to be kept
 */
record Sample(
        int number,
        Outcome outcome,
        @Nullable Long headers,
        @Nullable Long firstContent,
        @Nullable Long firstOutput,
        List<Long> gaps,
        long end,
        @Nullable KeptStream recording) {
    /** Returns whether the stream itself is known. */
    boolean isKept() {
        return recording != null && !recording.isEmpty();
    }

    /** Forgets the stream itself. */
    void drop() {
        if (recording != null) {
            recording.drop();
        }
    }

    boolean isCompleted() {
        return outcome instanceof Completed;
    }

    /** Returns the tokens of the answer as the provider counted them; null if it didn't. Chunks aren't tokens. */
    @Nullable
    Long outputTokens() {
        return outcome.completion().usage() instanceof TokenUsage usage ? usage.completionTokens() : null;
    }

    /** Returns the mean time between two tokens, without the first; null if it isn't known or there is only one. */
    @Nullable
    Long timePerToken() {
        Long tokens = outputTokens();
        return tokens == null || tokens <= 1 || firstContent == null ? null : (end - firstContent) / (tokens - 1);
    }
}
