package io.astreaming.app.report;

import io.astreaming.app.terminal.LabelledLines;
import io.astreaming.app.terminal.Style;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.terminal.Units;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.port.Timeline;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats how a stream ended, in a few lines. */
public final class Summary {
    private static final int MAX_LENGTH = 400;

    private Summary() {}

    public static LabelledLines of(Outcome outcome, Timeline timeline) {
        ChatCompletion completion = outcome.completion();
        LabelledLines report = new LabelledLines()
                .add(style(outcome), "outcome", name(outcome) + reasons(completion.choices()))
                .add("model", model(completion));
        for (CompletedChoice choice : completion.choices()) {
            addSaid(report, choice);
        }
        if (completion.choices().size() > 1) {
            report.add("choices", completion.choices().size() + "; the text is the first one's");
        }
        UsageFormatter.addTo(report, completion.usage());
        addTimes(report, timeline);
        return addDeviations(report, completion);
    }

    /** Returns how the outcome stands out: not, if the answer is whole. */
    public static Style style(Outcome outcome) {
        if (outcome instanceof Completed) {
            return Style.PLAIN;
        }
        return outcome instanceof Cancelled ? Style.WARNING : Style.ERROR;
    }

    /** Formats it in fewer lines, for one of several turns. */
    public static LabelledLines brief(Outcome outcome, Timeline timeline) {
        ChatCompletion completion = outcome.completion();
        LabelledLines report =
                new LabelledLines().add(style(outcome), "outcome", name(outcome) + reasons(completion.choices()));
        completion.choices().forEach(choice -> addSaid(report, choice));
        if (completion.usage() instanceof TokenUsage usage) {
            report.add("usage", UsageFormatter.lines(usage).get(0));
        }
        return report.add("timing", "end after " + Units.millis(timeline.duration()));
    }

    /** Returns the kind of outcome in words, such as {@code timed out}. */
    public static String name(Outcome outcome) {
        return outcome.kind().replace('_', ' ');
    }

    public static String model(ChatCompletion completion) {
        return completion.model() == null ? "unknown" : TerminalText.beginning(completion.model(), MAX_LENGTH);
    }

    public static LabelledLines addDeviations(LabelledLines report, ChatCompletion completion) {
        return report.add(
                completion.deviations().isEmpty() ? Style.PLAIN : Style.WARNING, "deviations", deviations(completion));
    }

    private static String deviations(ChatCompletion completion) {
        Map<Deviation, Long> seen = completion.deviations();
        return seen.isEmpty()
                ? "none"
                : seen.entrySet().stream()
                        .map(each -> each.getKey().name().toLowerCase(Locale.ROOT)
                                + (each.getValue() == 1 ? "" : " ×" + each.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String reasons(List<CompletedChoice> choices) {
        return choices.isEmpty()
                ? ""
                : choices.stream()
                        .map(CompletedChoice::finishReason)
                        .map(reason -> reason == null ? "none" : TerminalText.beginning(reason.value(), MAX_LENGTH))
                        .collect(Collectors.joining(", ", ", finish reason ", ""));
    }

    /** Adds the content of a choice other than its text. */
    public static void addSaid(LabelledLines report, CompletedChoice choice) {
        if (choice.refusal() != null && !choice.refusal().isEmpty()) {
            report.add("refusal", TerminalText.beginning(choice.refusal(), MAX_LENGTH));
        }
        for (ToolCall call : choice.toolCalls()) {
            String id = call.id() == null ? "" : ", id " + TerminalText.beginning(call.id(), MAX_LENGTH);
            report.add(style(call.complete()), "tool call", call(call.name(), call.arguments(), call.complete()) + id);
        }
        FunctionCall function = choice.functionCall();
        if (function != null) {
            report.add(
                    style(function.complete()),
                    "function",
                    call(function.name(), function.arguments(), function.complete()));
        }
    }

    private static Style style(boolean completeCall) {
        return completeCall ? Style.CALL : Style.WARNING;
    }

    private static String call(String name, String arguments, boolean complete) {
        String shown =
                TerminalText.beginning(name, MAX_LENGTH) + "(" + TerminalText.beginning(arguments, MAX_LENGTH) + ")";
        return complete ? shown : shown + ", incomplete: don't run it";
    }

    public static void addTimes(LabelledLines report, Timeline timeline) {
        Long content = timeline.timeToFirstContent();
        report.add(
                "timing",
                (content == null ? "no content" : "first content after " + Units.millis(content)) + ", end after "
                        + Units.millis(timeline.duration()));
        Long longest = timeline.longestGap();
        Long mean = timeline.meanGap();
        report.add(
                "chunks",
                timeline.chunks()
                        + (longest == null ? "" : ", longest gap " + Units.millis(longest))
                        + (mean == null ? "" : ", mean gap " + Units.millis(mean)));
    }
}
