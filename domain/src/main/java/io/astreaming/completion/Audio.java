package io.astreaming.completion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A spoken answer.
 *
 * @param id the audio's id, by which the next request can refer to it; null if none arrived
 * @param data the sound in Base64, all pieces joined
 * @param transcript what is said; empty if none arrived
 * @param expiresAt when the provider deletes the audio, in seconds since the epoch; null if none arrived
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
