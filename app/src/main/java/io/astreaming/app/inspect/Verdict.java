package io.astreaming.app.inspect;

import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.Units;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.error.ChatException;
import io.astreaming.value.FinishReason;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In words, how complete an answer is.
 *
 * @param tone whether the answer can be used
 * @param title one sentence
 * @param detail what it follows from
 */
record Verdict(Tone tone, String title, String detail) {
    /** Whether an answer can be used. */
    enum Tone {
        /** It is whole. */
        GOOD,
        /** It ended in a regular way, but isn't all that it could be. */
        WARN,
        /** It isn't whole. */
        BAD
    }

    /** Returns the verdict of a stream. */
    static Verdict of(Outcome outcome, long chunks) {
        List<CompletedChoice> choices = outcome.completion().choices();
        String after = chunks == 0 ? "before its first chunk" : "after " + Units.of(chunks, "chunk", "chunks");
        ChatException error = outcome.error();
        String reason = error == null ? "" : ErrorReporter.describe(error);
        if (outcome instanceof Completed) {
            return completed(choices);
        } else if (outcome instanceof Truncated) {
            return new Verdict(
                    Tone.BAD,
                    choices.isEmpty()
                            ? "The stream ended before an answer began."
                            : "The answer isn't whole: the stream ended too early.",
                    "It ended " + after + " without " + missing(choices) + "." + calls(choices));
        } else if (outcome instanceof TimedOut) {
            return new Verdict(Tone.BAD, "The stream took too long, and was given up.", sentence(reason));
        } else if (outcome instanceof Cancelled) {
            return new Verdict(
                    Tone.WARN, "The stream was stopped on purpose " + after + ".", "What had arrived is below.");
        }
        return new Verdict(Tone.BAD, "The stream failed " + after + ".", sentence(reason) + calls(choices));
    }

    private static Verdict completed(List<CompletedChoice> choices) {
        if (choices.isEmpty()) {
            return new Verdict(Tone.WARN, "The stream ended regularly, but holds no answer.", "No choice began.");
        }
        FinishReason worst = choices.stream()
                .map(CompletedChoice::finishReason)
                .filter(each -> each != null && !each.endsWell())
                .findFirst()
                .orElse(null);
        String reasons = choices.stream()
                .map(choice -> name(choice.finishReason()))
                .distinct()
                .collect(Collectors.joining(", ", "Finish reason: ", "."));
        if (worst != null) {
            return new Verdict(Tone.WARN, title(worst), reasons + calls(choices));
        }
        long calls =
                choices.stream().mapToLong(choice -> choice.toolCalls().size()).sum();
        String asks = calls == 0 ? "" : " It calls " + Units.of(calls, "tool", "tools") + ".";
        boolean incomplete = !calls(choices).isEmpty();
        return new Verdict(
                incomplete ? Tone.WARN : Tone.GOOD,
                (choices.size() == 1 ? "The answer is whole." : "All " + choices.size() + " choices are whole.") + asks,
                reasons + calls(choices));
    }

    private static String title(FinishReason reason) {
        if (reason.isFiltered()) {
            return "The provider's filter cut the answer.";
        } else if (reason.isPause()) {
            return "The provider paused the answer: send it back to continue.";
        } else if (!reason.isKnown()) {
            return "The answer may be cut: its finish reason is unknown.";
        } else if (reason.equals(FinishReason.LENGTH)) {
            return "The answer was cut at the limit of tokens.";
        }
        return "The answer was cut.";
    }

    private static String missing(List<CompletedChoice> choices) {
        return choices.size() > 1 && choices.stream().anyMatch(CompletedChoice::isFinished)
                ? "a finish reason of every choice"
                : "a finish reason";
    }

    private static String calls(List<CompletedChoice> choices) {
        long cut = choices.stream()
                .flatMap(choice -> choice.toolCalls().stream())
                .filter(call -> !isComplete(call))
                .count();
        return cut == 0
                ? ""
                : " " + Units.of(cut, "tool call isn't", "tool calls aren't") + " whole: don't run "
                        + (cut == 1 ? "it." : "them.");
    }

    private static boolean isComplete(ToolCall call) {
        return call.complete();
    }

    private static String name(@Nullable FinishReason reason) {
        return reason == null ? "none" : reason.value();
    }

    private static String sentence(String text) {
        return text.isEmpty()
                ? ""
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
