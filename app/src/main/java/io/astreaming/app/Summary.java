package io.astreaming.app;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.port.Timeline;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a stream ended, in a few lines. */
final class Summary {
    private static final int LONGEST = 400;

    private Summary() {}

    static Report of(Outcome outcome, Timeline timeline) {
        ChatCompletion completion = outcome.completion();
        Report report = new Report()
                .add("outcome", name(outcome) + reasons(completion.choices()))
                .add("model", model(completion));
        for (CompletedChoice choice : completion.choices()) {
            addSaid(report, choice);
        }
        if (completion.choices().size() > 1) {
            report.add("choices", completion.choices().size() + "; the text is the first one's");
        }
        Figures.addTo(report, completion.usage());
        addTimes(report, timeline);
        return report.add("deviations", deviations(completion));
    }

    /** The same in fewer lines, for one turn of many. */
    static Report brief(Outcome outcome, Timeline timeline) {
        ChatCompletion completion = outcome.completion();
        Report report = new Report().add("outcome", name(outcome) + reasons(completion.choices()));
        completion.choices().forEach(choice -> addSaid(report, choice));
        if (completion.usage() instanceof TokenUsage usage) {
            report.add("usage", Figures.lines(usage).get(0));
        }
        return report.add("timing", "end after " + Quantity.millis(timeline.duration()));
    }

    /** The outcome as scripts know it: one word. */
    static String name(Outcome outcome) {
        if (outcome instanceof Completed) {
            return "completed";
        }
        if (outcome instanceof Truncated) {
            return "truncated";
        }
        if (outcome instanceof TimedOut) {
            return "timed out";
        }
        return outcome instanceof Cancelled ? "cancelled" : "failed";
    }

    static String model(ChatCompletion completion) {
        return completion.model() == null ? "unknown" : Printable.beginning(completion.model(), LONGEST);
    }

    static String deviations(ChatCompletion completion) {
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
                        .map(reason -> reason == null ? "none" : Printable.beginning(reason.value(), LONGEST))
                        .collect(Collectors.joining(", ", ", finish reason ", ""));
    }

    /** What a choice said beside its text. */
    static void addSaid(Report report, CompletedChoice choice) {
        if (choice.refusal() != null && !choice.refusal().isEmpty()) {
            report.add("refusal", Printable.beginning(choice.refusal(), LONGEST));
        }
        for (ToolCall call : choice.toolCalls()) {
            String id = call.id() == null ? "" : ", id " + Printable.beginning(call.id(), LONGEST);
            report.add("tool call", call(call.name(), call.arguments(), call.complete()) + id);
        }
        FunctionCall function = choice.functionCall();
        if (function != null) {
            report.add("function", call(function.name(), function.arguments(), function.complete()));
        }
    }

    private static String call(String name, String arguments, boolean complete) {
        String shown = Printable.beginning(name, LONGEST) + "(" + Printable.beginning(arguments, LONGEST) + ")";
        return complete ? shown : shown + ", not whole: don't run it";
    }

    static void addTimes(Report report, Timeline timeline) {
        Long content = timeline.timeToFirstContent();
        report.add(
                "timing",
                (content == null ? "no content" : "first content after " + Quantity.millis(content)) + ", end after "
                        + Quantity.millis(timeline.duration()));
        Long longest = timeline.longestGap();
        Long mean = timeline.meanGap();
        report.add(
                "chunks",
                timeline.chunks()
                        + (longest == null ? "" : ", longest gap " + Quantity.millis(longest))
                        + (mean == null ? "" : ", mean gap " + Quantity.millis(mean)));
    }
}
