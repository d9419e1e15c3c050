package io.astreaming.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of a recorded body that is sent at once: usually one event with its blank line. Immutable. */
public final class Frame {
    private final byte[] bytes;
    private final @Nullable Duration at;

    Frame(byte[] bytes, @Nullable Duration at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** {@return a copy of the bytes as they are sent} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return when the frame arrived, counted from the request; null if the recording doesn't say} */
    public @Nullable Duration at() {
        return at;
    }

    /** {@return the bytes as text; bytes that aren't UTF-8 become U+FFFD} */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    int size() {
        return bytes.length;
    }

    void writeTo(ByteArrayOutputStream out, int from, int to) {
        out.write(bytes, from, to - from);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame that && Arrays.equals(bytes, that.bytes) && Objects.equals(at, that.at);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + Objects.hashCode(at);
    }

    /** Shows size and time, never the content. */
    @Override
    public String toString() {
        return "Frame[" + bytes.length + " bytes" + (at == null ? "" : " at " + at.toMillis() + " ms") + "]";
    }
}
