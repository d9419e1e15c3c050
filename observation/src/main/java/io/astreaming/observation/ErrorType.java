package io.astreaming.observation;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * The attribute {@code error.type}: few values, all of them this library's own words or a status of HTTP, so that
 * nothing that a provider wrote becomes a time series.
 */
public final class ErrorType {
    /** The attribute's name. */
    public static final String NAME = "error.type";

    private ErrorType() {}

    /**
     * Returns the type of a stream's failure.
     *
     * @param outcome how the stream ended
     * @return the status of a rejected request, such as {@code 429}, or the {@linkplain ChatException#kind() kind} of
     *     failure, such as {@code timeout}; null if the answer is complete or the caller cancelled the stream
     */
    public static @Nullable String of(Outcome outcome) {
        ChatException error = outcome.error();
        return error == null || outcome instanceof Cancelled ? null : of(error);
    }

    /**
     * Returns the type of a failure.
     *
     * @param error the failure
     * @return its type; {@value BoundedNames#OTHER} for a status that HTTP doesn't have, from 600 on or below 300
     */
    public static String of(ChatException error) {
        if (error instanceof RejectedException rejected) {
            int status = rejected.status();
            return status >= 300 && status < 600 ? Integer.toString(status) : BoundedNames.OTHER;
        }
        return error.kind();
    }
}
