package io.astreaming.app.chat;

import io.astreaming.app.report.JsonAnswer;
import io.astreaming.app.report.Summary;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.LabelledLines;
import io.astreaming.app.terminal.Line;
import io.astreaming.app.terminal.LineSource;
import io.astreaming.app.terminal.StandardStream;
import io.astreaming.app.terminal.Style;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.trace.KeptAnswer;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.port.Timeline;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ResponseFormat;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.value.FinishReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends one request, prints the answer as it arrives, and reports how it ended. */
final class Turn {
    private final Terminal terminal;
    private final Chat chat;
    private final String prefill;
    private final boolean reasoning;
    private final KeptAnswer.@Nullable Keeper keeper;
    private final boolean several;
    private final boolean quiet;

    /**
     * How turns are run.
     * @param prefill the beginning of each answer; empty if there is none
     * @param reasoning whether to print the model's reasoning
     * @param keeper writes each answer to files; null for none
     * @param several whether there are several turns: then each ends its last line, and its summary is short
     * @param quiet whether to print no summary
     */
    Turn(
            Terminal terminal,
            Chat chat,
            String prefill,
            boolean reasoning,
            KeptAnswer.@Nullable Keeper keeper,
            boolean several,
            boolean quiet) {
        this.terminal = terminal;
        this.chat = chat;
        this.prefill = prefill;
        this.reasoning = reasoning;
        this.keeper = keeper;
        this.several = several;
        this.quiet = quiet;
    }

    /**
     * How a turn ended.
     *
     * @param outcome the stream's outcome
     * @param choice the choice that was printed; null if nothing arrived
     * @param code the exit code
     */
    record Answer(Outcome outcome, @Nullable CompletedChoice choice, int code) {}

    String prefill() {
        return prefill;
    }

    /** Sends the request with the prefill added. */
    Answer ask(ChatRequest request, LineSource lines) throws Exception {
        ChatRequest asked = prefill.isEmpty()
                ? request
                : request.toBuilder().assistant(prefill).build();
        if (keeper == null) {
            try (ChatStream stream = chat.stream(asked)) {
                return lines.answering(stream::close, () -> show(asked, stream, null));
            }
        }
        try (KeptAnswer trace = keeper.begin(terminal::error);
                ChatStream stream = chat.withTrace(sent -> trace).stream(asked)) {
            return lines.answering(stream::close, () -> show(asked, stream, trace));
        }
    }

    private Answer show(ChatRequest request, ChatStream stream, @Nullable KeptAnswer trace) throws IOException {
        AnswerPrinter live = new AnswerPrinter(terminal, prefill, reasoning, trace);
        Outcome outcome = live.show(stream);
        CompletedChoice choice = live.choiceOf(outcome.completion());
        List<ToolCall> calls = request.tools().isEmpty() || choice == null ? List.of() : choice.toolCalls();
        List<String> printed =
                wholeCalls(request, calls, choice).map(ToolCallLine::of).toList();
        if (live.isLineOpen()) {
            endLine(!printed.isEmpty() || several || terminal.has(StandardStream.OUTPUT));
        }
        printed.forEach(call -> terminal.print(new Line(Style.CALL, call)));
        conclude(outcome, stream.timeline(), trace == null ? List.of() : trace.paths());
        int code = ExitCode.of(outcome);
        return new Answer(
                outcome, choice, code == ExitCode.COMPLETED && choice != null ? checked(request, choice, calls) : code);
    }

    /**
     * Ends the open line of the answer: on standard output if more is printed there or it is a terminal, otherwise on
     * standard error, so that standard output contains only the answer.
     */
    private void endLine(boolean ofOutput) {
        if (ofOutput) {
            terminal.print("");
        } else {
            terminal.info("");
        }
    }

    /**
     * Returns the calls that may be run. If all may be run, they have the ids under which they are kept, even if the
     * provider sent none.
     */
    private static Stream<ToolCall> wholeCalls(
            ChatRequest request, List<ToolCall> calls, @Nullable CompletedChoice choice) {
        return choice != null && !calls.isEmpty() && Conversation.isWhole(choice)
                ? AssistantMessage.of(choice, request.messages()).toolCalls().stream()
                : calls.stream().filter(ToolCall::complete);
    }

    /** Prints the summary; if nothing arrived at all, the reason alone suffices. */
    private void conclude(Outcome outcome, Timeline timeline, List<Path> files) {
        boolean summary = timeline.chunks() > 0 || outcome instanceof Cancelled || outcome instanceof Completed;
        LabelledLines report = !summary || quiet
                ? new LabelledLines()
                : several ? Summary.brief(outcome, timeline) : Summary.of(outcome, timeline);
        files.forEach(file -> report.add(isRecording(file) ? "recording" : "trace", file.toString()));
        report.lines().forEach(line -> terminal.info(line.or(Style.DIM)));
        if (outcome.error() != null && !(outcome instanceof Cancelled)) {
            terminal.error(ErrorReporter.describe(outcome.error()));
        }
    }

    private static boolean isRecording(Path file) {
        return file.toString().endsWith(".sse");
    }

    /** Returns the exit code of an answer that the provider completed. */
    private int checked(ChatRequest request, CompletedChoice choice, List<ToolCall> calls) {
        for (ToolCall call : calls) {
            if (!call.complete() || !ToolCallLine.isReadable(call)) {
                return unusable(call, choice.finishReason());
            }
        }
        boolean calledInstead = !choice.toolCalls().isEmpty()
                && (choice.content() == null || choice.content().isEmpty());
        if (!asksForJson(request.responseFormat()) || calledInstead) {
            return ExitCode.COMPLETED;
        }
        JsonAnswer result = JsonAnswer.of(choice, prefill);
        if (result.value() != null) {
            return ExitCode.COMPLETED;
        }
        terminal.error("the answer isn't the JSON that was asked for: " + result.problem()
                + (result.cut() ? "; allow more with --max-tokens" : ""));
        return result.cut() ? ExitCode.TRUNCATED : ExitCode.FAILED;
    }

    /** Reports why a call can't be run, and returns the exit code. */
    private int unusable(ToolCall call, @Nullable FinishReason reason) {
        if (reason != null && reason.isCut()) {
            terminal.error("a truncated call isn't printed; allow more with --max-tokens");
            return ExitCode.TRUNCATED;
        }
        if (reason != null && (!reason.isKnown() || reason.isPause())) {
            terminal.error("a call isn't printed, since it may be incomplete: the finish reason is "
                    + TerminalText.line(reason.value()));
            return ExitCode.TRUNCATED;
        }
        terminal.error(
                ToolCallLine.isReadable(call)
                        ? "a call isn't printed, since it has no name or its arguments contradict each other"
                        : "the arguments of a call aren't JSON: "
                                + JsonAnswer.of(call.arguments()).problem());
        return ExitCode.FAILED;
    }

    private static boolean asksForJson(@Nullable ResponseFormat format) {
        return format instanceof ResponseFormat.JsonSchema || ResponseFormat.JSON_OBJECT.equals(format);
    }
}
