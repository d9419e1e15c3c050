package io.astreaming.app.recording;

import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.port.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a recorded stream.
 *
 * @param outcome how it ended
 * @param payloads how many payloads there are, empty ones and {@code [DONE]} aside
 * @param timeline what happened when; absent if the recording doesn't say
 * @param chunks how many chunks there are, as they are told one by one
 */
public record Inspection(
        Outcome outcome, long payloads, @Nullable Timeline timeline, long chunks) {
    /** Whether nothing was cut off: every choice that began has finished, and {@code [DONE]} alone doesn't count. */
    boolean isWhole() {
        List<CompletedChoice> choices = outcome.completion().choices();
        return outcome instanceof Completed
                && !choices.isEmpty()
                && choices.stream().allMatch(CompletedChoice::isFinished);
    }
}
