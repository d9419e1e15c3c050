package io.astreaming.app.inspect;

import io.astreaming.app.recording.InspectedChunk;
import io.astreaming.app.recording.Inspection;
import io.astreaming.app.recording.RecordedStream;
import io.astreaming.app.report.EventLine;
import io.astreaming.app.report.JsonAnswer;
import io.astreaming.app.report.Summary;
import io.astreaming.app.report.UsageFormatter;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.LabelledLines;
import io.astreaming.app.terminal.Line;
import io.astreaming.app.terminal.Style;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.terminal.Units;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An inspection as text for people. */
final class InspectionText {
    private InspectionText() {}

    /** Returns the lines of a whole stream. */
    static List<Line> of(RecordedStream stream, Inspection inspection, String prefill) {
        return report(stream, inspection, prefill).lines().stream()
                .map(line -> line.indented(2))
                .toList();
    }

    /** Returns the lines of one chunk; {@code done} says whether the stream has {@code [DONE]}. */
    static List<Line> of(InspectedChunk chunk, boolean done) {
        List<Line> lines = new ArrayList<>();
        addTo(lines, chunk, done);
        return lines;
    }

    private static LabelledLines report(RecordedStream stream, Inspection inspection, String prefill) {
        ChatCompletion said = inspection.outcome().completion();
        LabelledLines report = new LabelledLines()
                .add(Summary.style(inspection.outcome()), "outcome", Summary.name(inspection.outcome()));
        ChatException error = inspection.outcome().error();
        if (error != null) {
            report.add(Style.ERROR, "error", ErrorReporter.describe(error));
        }
        if (inspection.protocol() != Protocol.CHAT_COMPLETIONS) {
            report.add("protocol", inspection.protocol().word());
        }
        report.add("model", Summary.model(said));
        said.choices().forEach(choice -> addTo(report, choice, prefill));
        UsageFormatter.addTo(report, said.usage());
        if (inspection.timeline() == null) {
            report.add("chunks", inspection.chunks() + ", no timing");
        } else {
            Summary.addTimes(report, inspection.timeline());
        }
        Summary.addDeviations(report, said);
        List<String> beside = stream.moreThanTiming();
        return beside.isEmpty() ? report : report.add("beside", String.join(", ", beside));
    }

    private static void addTo(LabelledLines report, CompletedChoice choice, String prefill) {
        String label = "choice " + choice.index();
        Role role = choice.role();
        report.add(
                label,
                (role == null ? "no role" : TerminalText.line(role.value())) + ", finish reason "
                        + (choice.finishReason() == null
                                ? "none"
                                : choice.finishReason().value()));
        addText(report, label, "text", choice.content());
        addJson(report, label, choice, prefill);
        addText(report, label, "reasoning", choice.reasoning());
        Summary.addSaid(report, choice);
    }

    /** Adds a line only for text that was meant to be JSON, since any number is JSON. */
    private static void addJson(LabelledLines report, String label, CompletedChoice choice, String prefill) {
        if (choice.content() != null && JsonAnswer.beginsLikeJson(prefill + choice.content())) {
            JsonAnswer result = JsonAnswer.of(choice, prefill);
            report.add(
                    label,
                    result.value() == null
                            ? "looks like JSON, but: " + result.problem()
                            : "is JSON: " + JsonAnswer.describe(result.value()));
        }
    }

    private static void addText(LabelledLines report, String label, String what, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            String count = Units.of(text.codePointCount(0, text.length()), "character", "characters");
            report.add(label, what + ", " + count + ": " + EventLine.quoted(text));
        }
    }

    /** A file without {@code [DONE]} is inspected as if it had one; the events of that belong to the last chunk. */
    private static void addTo(List<Line> lines, InspectedChunk chunk, boolean done) {
        if (done || !chunk.done()) {
            lines.add(new Line(
                    Style.DIM,
                    "  #" + chunk.number() + "  " + Units.of(chunk.bytes(), "byte", "bytes")
                            + (chunk.at() == null
                                    ? ""
                                    : ", at " + Units.millis(chunk.at().toNanos()))
                            + (chunk.done() ? ", [DONE]" : "")));
        }
        for (ChatEvent event : chunk.events()) {
            lines.add(Line.plain("      " + EventLine.of(event)));
        }
        chunk.deviations().keySet().stream()
                .map(deviation -> deviation.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(deviation -> lines.add(new Line(Style.WARNING, "      deviation: " + deviation)));
    }
}
