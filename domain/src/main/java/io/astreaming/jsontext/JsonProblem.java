package io.astreaming.jsontext;

import java.util.Objects;

/**
 * Why a text isn't JSON.
 *
 * @param description what is wrong; quotes nothing
 * @param offset where, in characters from 0
 * @param path the place's way from the root, such as {@code $.steps[2]}
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
