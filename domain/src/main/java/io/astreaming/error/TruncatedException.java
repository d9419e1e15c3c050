package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/** The stream ended before the answer was whole: not every choice had finished, and no {@code [DONE]} had arrived. */
public final class TruncatedException extends ChatException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param problem how the stream ended, and what to do
     * @param cause the transport's exception; null if there is none
     */
    public TruncatedException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    @Override
    public String kind() {
        return "truncated";
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
