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
    /** Rejects null where it isn't allowed. */
    public Audio {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(transcript, "transcript");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "Audio[data of " + data.length() + ", transcript of " + transcript.length() + "]";
    }
}
