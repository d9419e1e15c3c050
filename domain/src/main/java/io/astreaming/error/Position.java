package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/**
 * A place in a stream.
 *
 * @param event the event's number, from 0
 * @param byteOffset the offset in the body, in bytes from 0
 * @param jsonPath the path within the payload, such as {@code $.choices[0].delta}; null if not known
 */
public record Position(
        long event, long byteOffset, @Nullable String jsonPath) {
    @Override
    public String toString() {
        return "event #" + event + ", byte " + byteOffset + (jsonPath == null ? "" : ", " + jsonPath);
    }
}
