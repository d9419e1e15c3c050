package io.astreaming.chunk;

import io.astreaming.jsontext.Extras;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a spoken answer.
 *
 * @param id the audio's id; null if none was sent
 * @param data a piece of the sound, in Base64; null if none was sent
 * @param transcript a piece of the transcript; null if none was sent
 * @param expiresAt when the provider deletes the audio, in seconds since the epoch; null if none was sent
 * @param extras further members
 */
public record AudioDelta(
        @Nullable String id,
        @Nullable String data,
        @Nullable String transcript,
        @Nullable Long expiresAt,
        Extras extras)
        implements Delta {
    /** Rejects null where it isn't allowed. */
    public AudioDelta {
        Objects.requireNonNull(extras, "extras");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "AudioDelta[data of " + (data == null ? 0 : data.length()) + ", transcript of "
                + (transcript == null ? 0 : transcript.length()) + "]";
    }
}
