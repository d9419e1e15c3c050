package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part of a message's content. The set of permitted types may grow in a minor release. */
public sealed interface ContentPart {
    /** {@return members of the part that aren't modelled; they override those that are} */
    Extras extras();

    /**
     * Returns a copy with other extras.
     *
     * @param other members that aren't modelled
     * @return a changed copy
     */
    ContentPart withExtras(Extras other);

    /**
     * Returns a copy with one more member that isn't modelled, such as a gateway's {@code cache_control}.
     *
     * @param name the member's name on the wire
     * @param value its value
     * @return a changed copy
     * @throws IllegalArgumentException if the value isn't JSON
     */
    default ContentPart withExtra(String name, JsonText value) {
        return withExtras(Preconditions.extra(extras(), name, value));
    }

    /**
     * {@return a copy that is marked as the end of the prompt's part to be cached ({@code prompt_cache_breakpoint})}
     */
    default ContentPart withCacheBreakpoint() {
        return withExtra("prompt_cache_breakpoint", new JsonText("{\"mode\":\"explicit\"}"));
    }

    /**
     * Text.
     *
     * @param text the text
     * @return the part
     */
    static Text text(String text) {
        return new Text(text, Extras.NONE);
    }

    /**
     * An image on the web.
     *
     * @param url the image's URL
     * @return the part
     */
    static Image image(String url) {
        return new Image(url, null, Extras.NONE);
    }

    /**
     * An image that is sent with the request.
     *
     * @param mediaType such as {@code image/png}
     * @param data the image's bytes
     * @return the part
     */
    static Image image(String mediaType, byte[] data) {
        return image(dataUrl(mediaType, data));
    }

    /**
     * Sound.
     *
     * @param format such as {@code wav} or {@code mp3}
     * @param data the sound's bytes
     * @return the part
     */
    static Audio audio(String format, byte[] data) {
        return new Audio(Base64.getEncoder().encodeToString(data), format, Extras.NONE);
    }

    /**
     * A file that was uploaded to the provider earlier.
     *
     * @param id the provider's id of the file
     * @return the part
     */
    static File file(String id) {
        return new File(Objects.requireNonNull(id, "id"), null, null, Extras.NONE);
    }

    /**
     * A file that is sent with the request.
     *
     * @param filename the file's name
     * @param mediaType such as {@code application/pdf}
     * @param data the file's bytes
     * @return the part
     */
    static File file(String filename, String mediaType, byte[] data) {
        return new File(null, filename, dataUrl(mediaType, data), Extras.NONE);
    }

    private static String dataUrl(String mediaType, byte[] data) {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(data);
    }

    /**
     * Text.
     *
     * @param text the text
     * @param extras members that aren't modelled
     */
    record Text(String text, Extras extras) implements ContentPart {
        /** Rejects nulls. */
        public Text {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(extras, "extras");
        }

        @Override
        public Text withExtras(Extras other) {
            return new Text(text, other);
        }

        /** Shows the size, never the text. */
        @Override
        public String toString() {
            return "Text of " + text.length();
        }
    }

    /**
     * An image.
     *
     * @param url the image's URL, or the image itself as a {@code data:} URL
     * @param detail how closely the model looks at it: {@code low}, {@code high}, {@code auto} or another of the
     *     provider's words; null for the provider's default
     * @param extras members that aren't modelled
     */
    record Image(String url, @Nullable String detail, Extras extras) implements ContentPart {
        /** Rejects nulls and blank values. */
        public Image {
            Preconditions.requireNotBlank("an image's URL", url);
            Preconditions.requireNullOrNotBlank("an image's detail", detail);
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * Returns a copy with a level of detail.
         *
         * @param closeness how closely the model looks at the image: {@code low}, {@code high}, {@code auto}
         * @return a changed copy
         */
        public Image withDetail(String closeness) {
            return new Image(url, closeness, extras);
        }

        @Override
        public Image withExtras(Extras other) {
            return new Image(url, detail, other);
        }

        /** Shows the size, never the image. */
        @Override
        public String toString() {
            return "Image of " + url.length();
        }
    }

    /**
     * Sound.
     *
     * @param data the sound, in Base64
     * @param format such as {@code wav} or {@code mp3}
     * @param extras members that aren't modelled
     */
    record Audio(String data, String format, Extras extras) implements ContentPart {
        /** Rejects nulls and a blank format. */
        public Audio {
            Objects.requireNonNull(data, "data");
            Preconditions.requireNotBlank("a sound's format", format);
            Objects.requireNonNull(extras, "extras");
        }

        @Override
        public Audio withExtras(Extras other) {
            return new Audio(data, format, other);
        }

        /** Shows the size, never the sound. */
        @Override
        public String toString() {
            return "Audio of " + data.length();
        }
    }

    /**
     * A file: with an id if it was uploaded earlier, otherwise with a name and data.
     *
     * @param id the provider's id of the file
     * @param filename the file's name
     * @param data the file in Base64, usually as a {@code data:} URL; null if it was uploaded earlier
     * @param extras members that aren't modelled
     */
    record File(
            @Nullable String id,
            @Nullable String filename,
            @Nullable String data,
            Extras extras) implements ContentPart {
        /** Rejects a file with neither id nor data. */
        public File {
            Objects.requireNonNull(extras, "extras");
            if (id == null && data == null && !extras.override("file")) {
                throw new IllegalArgumentException("a file needs an id or data");
            }
        }

        @Override
        public File withExtras(Extras other) {
            return new File(id, filename, data, other);
        }

        /** Shows the size, never the file. */
        @Override
        public String toString() {
            return data == null ? "File" : "File of " + data.length();
        }
    }

    /**
     * The model's refusal, in an assistant message.
     *
     * @param refusal the refusal
     * @param extras members that aren't modelled
     */
    record Refusal(String refusal, Extras extras) implements ContentPart {
        /** Rejects nulls. */
        public Refusal {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(extras, "extras");
        }

        @Override
        public Refusal withExtras(Extras other) {
            return new Refusal(refusal, other);
        }

        /** Shows the size, never the refusal. */
        @Override
        public String toString() {
            return "Refusal of " + refusal.length();
        }
    }

    /**
     * A part of a provider-specific type, such as {@code video_url}.
     *
     * @param type the type
     * @param extras its other members
     */
    record Other(String type, Extras extras) implements ContentPart {
        /** Rejects nulls and a blank type. */
        public Other {
            Preconditions.requireNotBlank("a part's type", type);
            Objects.requireNonNull(extras, "extras");
        }

        @Override
        public Other withExtras(Extras other) {
            return new Other(type, other);
        }

        /** Shows the type, never the content. */
        @Override
        public String toString() {
            return type;
        }
    }
}
