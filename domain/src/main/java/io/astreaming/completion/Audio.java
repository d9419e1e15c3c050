package io.astreaming.completion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A spoken answer.
 *
 * @param id the audio's id, to refer to it in the next turn
 * @param data the sound, Base64, pieces joined
 * @param transcript what is said; empty where none came
 * @param expiresAt when the provider forgets the audio, seconds since the epoch
 */
public record Audio(
        @Nullable String id,
        String data,
        String transcript,
        @Nullable Long expiresAt) {
    /** Refuses nulls where none are allowed. */
    public Audio {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(transcript, "transcript");
    }

    /** Tells how much there is, never what. */
    @Override
    public String toString() {
        return "Audio[data of " + data.length() + ", transcript of " + transcript.length() + "]";
    }
}
