package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/**
 * A place in an answer's text.
 *
 * @param offset the offset in the text, in characters from 0
 * @param jsonPath the path within the JSON, such as {@code $.steps[2]}; null if not known
 */
public record TextPosition(int offset, @Nullable String jsonPath) {
    @Override
    public String toString() {
        return "character " + offset + (jsonPath == null ? "" : ", " + jsonPath);
    }
}
