package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/**
 * A place in a stream.
 *
 * @param event number of the event, from 0
 * @param byteOffset offset in the body, in bytes from 0
 * @param jsonPath path within the payload, such as {@code $.choices[0].delta}; absent where not known
 */
public record Position(
        long event, long byteOffset, @Nullable String jsonPath) {
    @Override
    public String toString() {
        return "event #" + event + ", byte " + byteOffset + (jsonPath == null ? "" : ", " + jsonPath);
    }
}
