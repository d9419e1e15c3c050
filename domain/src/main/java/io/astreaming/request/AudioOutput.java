package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * The format and the voice of a spoken answer. Requires {@code modalities} with {@code audio}.
 *
 * @param format the sound's format: {@code wav}, {@code mp3}, {@code flac}, {@code opus}, {@code pcm16}, ...; streams
 *     usually require {@code pcm16}
 * @param voice one of the provider's voices, such as {@code alloy}; null if {@code voiceId} is set
 * @param voiceId the id of a custom voice; null if {@code voice} is set
 */
public record AudioOutput(
        String format, @Nullable String voice, @Nullable String voiceId) {
    /** Rejects blank values, and anything but exactly one voice. */
    public AudioOutput {
        Preconditions.requireNotBlank("a sound's format", format);
        Preconditions.requireNullOrNotBlank("a voice", voice);
        Preconditions.requireNullOrNotBlank("a voice's id", voiceId);
        if ((voice == null) == (voiceId == null)) {
            throw new IllegalArgumentException("audio needs one voice: a name or an id");
        }
    }

    /**
     * Creates an output with one of the provider's voices.
     *
     * @param voice such as {@code alloy}
     * @param format such as {@code pcm16}
     * @return the output
     */
    public static AudioOutput of(String voice, String format) {
        return new AudioOutput(format, voice, null);
    }

    /**
     * Creates an output with a custom voice.
     *
     * @param id the voice's id
     * @param format such as {@code pcm16}
     * @return the output
     */
    public static AudioOutput ofVoiceId(String id, String format) {
        return new AudioOutput(format, null, id);
    }
}
