package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/** The stream ended before the answer was whole: neither every choice finished nor {@code [DONE]} was seen. */
public final class TruncatedException extends ChatException {
    private static final long serialVersionUID = 1;

    /**
     * Says how it ended.
     *
     * @param problem how the stream ended, and what to do
     * @param cause what the transport said, if it said something
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
