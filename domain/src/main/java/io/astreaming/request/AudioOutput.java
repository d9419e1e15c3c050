package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * How a spoken answer is to sound. Goes with {@code modalities} that hold {@code audio}.
 *
 * @param format the sound's form: {@code wav}, {@code mp3}, {@code flac}, {@code opus}, {@code pcm16}, ...; streams
 *     usually want {@code pcm16}
 * @param voice a voice of the provider's, such as {@code alloy}
 * @param voiceId a voice of one's own, instead
 */
public record AudioOutput(
        String format, @Nullable String voice, @Nullable String voiceId) {
    /** Refuses blanks, and anything but one voice. */
    public AudioOutput {
        Preconditions.requireNotBlank("a sound's format", format);
        Preconditions.requireNullOrNotBlank("a voice", voice);
        Preconditions.requireNullOrNotBlank("a voice's id", voiceId);
        if ((voice == null) == (voiceId == null)) {
            throw new IllegalArgumentException("audio needs one voice: a name or an id");
        }
    }

    /**
     * A voice of the provider's.
     *
     * @param voice such as {@code alloy}
     * @param format such as {@code pcm16}
     * @return the sound
     */
    public static AudioOutput of(String voice, String format) {
        return new AudioOutput(format, voice, null);
    }

    /**
     * A voice of one's own.
     *
     * @param id the voice's id
     * @param format such as {@code pcm16}
     * @return the sound
     */
    public static AudioOutput ofVoiceId(String id, String format) {
        return new AudioOutput(format, null, id);
    }
}
