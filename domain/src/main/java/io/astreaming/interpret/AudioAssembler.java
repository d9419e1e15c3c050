package io.astreaming.interpret;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.completion.Audio;
import org.jspecify.annotations.Nullable;

/** Assembles a spoken answer. Not thread-safe. */
final class AudioAssembler {
    private final RetentionBudget budget;
    private final TextBuffer data = new TextBuffer();
    private final TextBuffer transcript = new TextBuffer();
    private @Nullable String id;
    private @Nullable Long expiresAt;

    AudioAssembler(RetentionBudget budget) {
        this.budget = budget;
    }

    void accept(AudioDelta piece) {
        if (id == null) {
            id = piece.id();
            budget.charge(id);
        }
        expiresAt = piece.expiresAt() != null ? piece.expiresAt() : expiresAt;
        if (piece.data() != null) {
            data.append(budget.chargeText(piece.data()));
        }
        if (piece.transcript() != null) {
            transcript.append(budget.chargeText(piece.transcript()));
        }
    }

    Audio audio() {
        return new Audio(id, data.toString(), transcript.toString(), expiresAt);
    }
}
