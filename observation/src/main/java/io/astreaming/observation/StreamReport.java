package io.astreaming.observation;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.port.Timeline;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has ended in the words of telemetry, without any of its content. Texts of the provider are cut to 64
 * printable characters.
 *
 * @param outcome the {@linkplain Outcome#kind() kind of outcome}, such as {@code completed}
 * @param errorType as {@link ErrorType} defines it; null if the stream completed or was cancelled
 * @param responseId the response's id; null if none arrived
 * @param responseModel the model that answered; null if none arrived
 * @param finishReasons the finish reason of each choice, in their order; for a choice that got none,
 *     {@code unknown} if its stream completed and {@code error} if it didn't
 * @param timeline what happened when, in nanoseconds
 * @param usage the tokens that the provider counted; null if none were reported
 * @param deviations how the stream deviated from the protocol, and how often in each way
 */
public record StreamReport(
        String outcome,
        @Nullable String errorType,
        @Nullable String responseId,
        @Nullable String responseModel,
        List<String> finishReasons,
        Timeline timeline,
        @Nullable TokenUsage usage,
        Map<Deviation, Long> deviations) {
    /**
     * Reports on a stream.
     *
     * @param outcome how it ended
     * @param timeline what happened when
     * @return the report
     */
    public static StreamReport of(Outcome outcome, Timeline timeline) {
        ChatCompletion completion = outcome.completion();
        boolean completed = outcome instanceof Completed;
        return new StreamReport(
                outcome.kind(),
                ErrorType.of(outcome),
                printable(completion.id()),
                printable(completion.model()),
                completion.choices().stream()
                        .map(choice -> finishReason(choice, completed))
                        .toList(),
                timeline,
                completion.usage() instanceof TokenUsage tokens ? tokens : null,
                completion.deviations());
    }

    private static String finishReason(CompletedChoice choice, boolean completed) {
        FinishReason reason = choice.finishReason();
        if (reason == null) {
            return completed ? "unknown" : "error";
        }
        return BoundedNames.printable(reason.value());
    }

    private static @Nullable String printable(@Nullable String text) {
        return text == null ? null : BoundedNames.printable(text);
    }
}
