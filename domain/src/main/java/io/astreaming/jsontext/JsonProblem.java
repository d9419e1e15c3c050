package io.astreaming.jsontext;

import java.util.Objects;

/**
 * Why a text isn't JSON.
 *
 * @param description what is wrong, without quoting the text
 * @param offset the offset in the text, in characters from 0
 * @param path the path from the root, such as {@code $.steps[2]}
 */
public record JsonProblem(String description, int offset, String path) {
    /** Rejects nulls. */
    public JsonProblem {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(path, "path");
    }

    /** Leaves out the path: the model may have chosen its names. */
    @Override
    public String toString() {
        return "JsonProblem[" + description + " at character " + offset + "]";
    }
}
