package io.astreaming.event;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.FinishReason;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.Role;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Interprets what the chunks say of one choice. Not thread-safe. */
final class ChoiceInterpreter {
    private final int index;
    private final Budget held;
    private final Consumer<Deviation> deviations;
    private final int mostToolCalls;
    private final Suspicions suspicions;
    private final ExtrasWatch extras = new ExtrasWatch(Unrecognized.Place.CHOICE);
    /** Made when the first comes: most choices have none. */
    private @Nullable ToolCallSlots toolCalls;

    private @Nullable ToolCallSlot functionCall;
    private boolean started;
    private @Nullable Role role;
    private @Nullable FinishReason finishReason;

    ChoiceInterpreter(int index, int mostToolCalls, Budget held, Consumer<Deviation> deviations) {
        this.index = index;
        this.held = held;
        this.deviations = deviations;
        this.mostToolCalls = mostToolCalls;
        this.suspicions = new Suspicions(deviations);
    }

    boolean isStarted() {
        return started;
    }

    boolean isFinished() {
        return finishReason != null;
    }

    boolean hasFailed() {
        return finishReason != null && finishReason.isFailure();
    }

    void interpret(Choice choice, Consumer<ChatEvent> out) {
        List<Delta> deltas = choice.deltas();
        if (!started && (!deltas.isEmpty() || choice instanceof FinishedChoice)) {
            started = true;
            out.accept(new ChoiceStarted(index));
        }
        boolean firstToolCall = true;
        for (int i = 0; i < deltas.size(); i++) {
            Delta delta = deltas.get(i);
            if (delta instanceof ContentDelta content) {
                text(content.text(), out);
            } else if (delta instanceof ToolCallDelta piece) {
                toolCall(piece, firstToolCall, out);
                firstToolCall = false;
            } else if (delta instanceof ReasoningDelta reasoning) {
                reasoning(reasoning, deltas.subList(0, i), out);
            } else {
                rest(delta, out);
            }
        }
        if (choice.logprobs() != null) {
            out.accept(new LogprobsReceived(index, choice.logprobs()));
        }
        extras.watch(choice.extras(), index, out);
        if (choice instanceof FinishedChoice finished) {
            finish(finished.finishReason(), out);
        }
    }

    private void rest(Delta delta, Consumer<ChatEvent> out) {
        if (delta instanceof RoleDelta said) {
            role(said.role(), out);
        } else if (delta instanceof RefusalDelta refusal) {
            if (!refusal.text().isEmpty()) {
                lateIfFinished();
                out.accept(new RefusalReceived(index, refusal.text()));
            }
        } else if (delta instanceof FunctionCallDelta call) {
            functionCall(call, out);
        } else if (delta instanceof AudioDelta audio) {
            out.accept(new AudioReceived(index, audio));
        } else if (delta instanceof AnnotationsDelta annotations) {
            out.accept(new AnnotationsReceived(index, annotations.annotations()));
        } else if (delta instanceof UnrecognizedDelta unknown) {
            out.accept(new Unrecognized(Unrecognized.Place.DELTA, index, unknown.name(), unknown.value()));
        }
    }

    private void text(String text, Consumer<ChatEvent> out) {
        if (!text.isEmpty()) {
            lateIfFinished();
            suspicions.text(text);
            out.accept(new TextReceived(index, text));
        }
    }

    private void role(Role said, Consumer<ChatEvent> out) {
        if (role == null) {
            role = said;
            out.accept(new RoleReceived(index, said));
        } else if (!role.equals(said)) {
            deviations.accept(Deviation.ROLE_CHANGED);
        }
    }

    /** There is one channel of reasoning; a gateway that sends the same piece under two names says it once. */
    private void reasoning(ReasoningDelta piece, List<Delta> before, Consumer<ChatEvent> out) {
        if (piece.text().isEmpty()) {
            return;
        }
        for (Delta earlier : before) {
            if (earlier instanceof ReasoningDelta other
                    && !other.field().equals(piece.field())
                    && other.text().equals(piece.text())) {
                deviations.accept(Deviation.REASONING_DOUBLED);
                return;
            }
        }
        lateIfFinished();
        suspicions.reasoning(piece.text());
        out.accept(new ReasoningReceived(index, piece.text()));
    }

    private void toolCall(ToolCallDelta piece, boolean firstOfDelta, Consumer<ChatEvent> out) {
        lateIfFinished();
        if (toolCalls == null) {
            toolCalls = new ToolCallSlots(mostToolCalls, held, deviations);
        }
        ToolCallSlot slot = toolCalls.address(piece, firstOfDelta);
        toolCalls.tellBefore(slot, index, out);
        slot.takeExtras(piece.extras(), index, out);
        if (piece.arguments() != null && !piece.arguments().isEmpty()) {
            suspicions.arguments(slot.arguments(), piece.arguments());
            slot.append(held.text(piece.arguments()), index, out);
        }
    }

    private void functionCall(FunctionCallDelta piece, Consumer<ChatEvent> out) {
        lateIfFinished();
        if (functionCall == null) {
            functionCall = new ToolCallSlot(ToolCallStarted.FUNCTION_CALL, null);
        }
        ToolCallSlot slot = functionCall;
        if (piece.name() != null && !slot.hasArguments() && !piece.name().equals(slot.name)) {
            slot.name = held.text(slot.name + piece.name());
        }
        if (piece.arguments() != null && !piece.arguments().isEmpty()) {
            slot.append(held.text(piece.arguments()), index, out);
        }
    }

    private List<ToolCallSlot> toolCalls() {
        return toolCalls == null ? List.of() : toolCalls.all();
    }

    private void lateIfFinished() {
        if (finishReason != null) {
            deviations.accept(Deviation.DELTA_AFTER_FINISH);
        }
    }

    /** A choice stays finished; if the reason comes again the last one counts. */
    private void finish(FinishReason reason, Consumer<ChatEvent> out) {
        if (finishReason != null) {
            deviations.accept(Deviation.FINISH_REPEATED);
            if (reason.equals(finishReason)) {
                return;
            }
        }
        if (reason.equals(FinishReason.STOP) && !toolCalls().isEmpty()) {
            deviations.accept(Deviation.TOOL_CALLS_WITH_STOP);
        }
        finishReason = reason;
        if (!reason.isCut()) {
            finishCalls(out);
        }
        out.accept(new ChoiceFinished(index, reason));
    }

    private void finishCalls(Consumer<ChatEvent> out) {
        for (ToolCallSlot slot : toolCalls()) {
            if (!slot.isEmpty() && slot.finish(index, out)) {
                suspicions.wholeArguments(slot.arguments());
            }
        }
        if (functionCall != null && !functionCall.isEmpty()) {
            functionCall.finish(index, out);
        }
    }

    /**
     * Takes the end of the stream: calls that weren't told yet are told, and are whole only if the stream is.
     *
     * @param whole whether the stream ended well
     */
    void end(boolean whole, Consumer<ChatEvent> out) {
        for (ToolCallSlot slot : toolCalls()) {
            if (slot.isEmpty()) {
                deviations.accept(Deviation.TOOL_CALL_EMPTY);
            } else {
                slot.tell(index, out);
            }
        }
        if (functionCall != null && !functionCall.isEmpty()) {
            functionCall.tell(index, out);
        }
        if (whole && (finishReason == null || !finishReason.isCut())) {
            finishCalls(out);
        }
    }
}
