package io.astreaming.interpret;

import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether one choice has finished, for which reason, and whether it went on all the same: some providers send finish
 * reasons too early. Not thread-safe.
 */
final class FinishState {
    private final RetentionBudget budget;
    private final Consumer<Deviation> deviations;
    private @Nullable FinishReason reason;
    /** Whether content followed the latest finish reason. */
    private boolean continued;
    /** Whether a piece of a call followed the latest finish reason. */
    private boolean callContinued;
    /** Whether content ever followed a finish reason; if so, the provider's finish reasons come too early. */
    private boolean everContinued;

    private boolean ended;

    FinishState(RetentionBudget budget, Consumer<Deviation> deviations) {
        this.budget = budget;
        this.deviations = deviations;
    }

    /** Returns the reason that counts; null if the choice hasn't finished. */
    @Nullable
    FinishReason reason() {
        return reason;
    }

    boolean isCallContinued() {
        return callContinued;
    }

    /**
     * A choice stays finished; if a finish reason arrives again, the last one counts. But if nothing arrived in
     * between, a reason that means a cut isn't replaced by one that means a good end: gateways add their own
     * {@code stop} after the provider's reason.
     */
    void add(FinishReason sent) {
        if (!sent.isKnown()) {
            deviations.accept(Deviation.FINISH_REASON_UNKNOWN);
        }
        if (reason != null) {
            deviations.accept(Deviation.FINISH_REPEATED);
            if (!continued && !reason.endsWell() && sent.endsWell()) {
                return;
            }
        }
        reason = sent;
        continued = false;
        callContinued = false;
        budget.charge(sent.value());
    }

    /** Content arrived, which is a deviation after a finish reason. */
    void contentArrived() {
        if (reason != null && !ended) {
            continued = true;
            everContinued = true;
            deviations.accept(Deviation.DELTA_AFTER_FINISH);
        }
    }

    /** A piece of a call arrived. */
    void callArrived() {
        contentArrived();
        callContinued |= continued;
    }

    /** The stream has ended: what is still emitted had arrived before. */
    void end() {
        ended = true;
    }

    /**
     * Returns whether the choice is complete: according to a known finish reason or, without one, to the stream's
     * {@code [DONE]}.
     *
     * @param complete whether the stream ended well
     */
    boolean isComplete(boolean complete) {
        return reason == null ? complete : reason.endsWell() && (complete || !everContinued);
    }
}
