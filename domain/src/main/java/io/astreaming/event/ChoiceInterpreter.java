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
    private @Nullable Calls calls;

    private boolean started;
    private @Nullable Role role;
    private @Nullable FinishReason finishReason;
    /** Whether something came after the reason. */
    private boolean wentOn;
    /** Whether that was so of any reason: then this provider's come too early. */
    private boolean everWentOn;

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
                lateIfFinished();
                calls().tool(piece, firstToolCall, out);
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
            finish(finished.finishReason());
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
            lateIfFinished();
            calls().function(call, out);
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

    private Calls calls() {
        if (calls == null) {
            calls = new Calls(index, mostToolCalls, held, deviations, suspicions);
        }
        return calls;
    }

    private void lateIfFinished() {
        if (finishReason != null) {
            wentOn = true;
            everWentOn = true;
            deviations.accept(Deviation.DELTA_AFTER_FINISH);
        }
    }

    /**
     * A choice stays finished; if the reason comes again the last one counts. Only where nothing came in between, a reason that
     * doesn't end well isn't replaced by one that does: gateways put a {@code stop} of their own behind the provider's.
     */
    private void finish(FinishReason reason) {
        if (!reason.isKnown()) {
            deviations.accept(Deviation.FINISH_REASON_UNKNOWN);
        }
        if (finishReason != null) {
            deviations.accept(Deviation.FINISH_REPEATED);
            if (!wentOn && !finishReason.endsWell() && reason.endsWell()) {
                return;
            }
        }
        finishReason = reason;
        wentOn = false;
    }

    /**
     * Takes the end of the stream. Only now is it certain that nothing more comes, for providers send finish reasons too early:
     * so the calls that are whole are told, and then that the choice finished.
     *
     * @param whole whether the stream ended well
     */
    void end(boolean whole, Consumer<ChatEvent> out) {
        if (calls != null) {
            if (calls.hasTools() && FinishReason.STOP.equals(finishReason)) {
                deviations.accept(Deviation.TOOL_CALLS_WITH_STOP);
            }
            calls.end(endedWell(whole), out);
        }
        if (finishReason != null) {
            out.accept(new ChoiceFinished(index, finishReason));
        }
    }

    /** Whether all of the choice was said: by a reason that is known, or, without one, by the stream's {@code [DONE]}. */
    private boolean endedWell(boolean whole) {
        return finishReason == null ? whole : finishReason.endsWell() && (whole || !everWentOn);
    }
}
