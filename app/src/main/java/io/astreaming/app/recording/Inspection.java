package io.astreaming.app.recording;

import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.port.Timeline;
import io.astreaming.value.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a recorded stream.
 *
 * @param protocol the protocol of its payloads
 * @param outcome how it ended
 * @param payloads the number of payloads, except empty ones and {@code [DONE]}
 * @param timeline when its chunks arrived; null if the recording doesn't say
 * @param chunks the number of {@linkplain InspectedChunk inspected chunks}
 * @param comments the first thousand comments
 */
public record Inspection(
        Protocol protocol,
        Outcome outcome,
        long payloads,
        @Nullable Timeline timeline,
        long chunks,
        List<InspectedComment> comments) {
    public Inspection {
        comments = List.copyOf(comments);
    }

    /** Returns the time to the last known moment of the stream, in nanoseconds; null if the recording has no times. */
    public @Nullable Long end() {
        return timeline == null ? null : timeline.duration();
    }

    /** Returns whether every choice that started has finished; {@code [DONE]} alone doesn't suffice. */
    boolean isWhole() {
        List<CompletedChoice> choices = outcome.completion().choices();
        return outcome instanceof Completed
                && !choices.isEmpty()
                && choices.stream().allMatch(CompletedChoice::isFinished);
    }
}
