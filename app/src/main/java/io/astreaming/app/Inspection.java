package io.astreaming.app;

import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.http.replay.Recording;
import io.astreaming.port.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a recorded stream.
 *
 * @param outcome how it ended
 * @param payloads how many payloads there are, empty ones and {@code [DONE]} aside
 * @param timeline what happened when; absent if the recording doesn't say
 * @param chunks its payloads, in order
 */
record Inspection(Outcome outcome, long payloads, @Nullable Timeline timeline, List<InspectedChunk> chunks) {
    Inspection {
        chunks = List.copyOf(chunks);
    }

    /** Inspects a recording. */
    static Inspection of(Recording recording) {
        return new Inspector(recording).inspect();
    }

    /** Whether nothing was cut off: every choice that began has finished, and {@code [DONE]} alone doesn't count. */
    boolean isWhole() {
        List<CompletedChoice> choices = outcome.completion().choices();
        return outcome instanceof Completed
                && !choices.isEmpty()
                && choices.stream().allMatch(CompletedChoice::isFinished);
    }
}
