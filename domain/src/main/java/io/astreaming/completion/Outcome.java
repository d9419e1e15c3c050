package io.astreaming.completion;

import io.astreaming.error.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ended. Each stream has exactly one outcome, which always has all that had arrived. The set of permitted
 * types may grow in a minor release.
 */
public sealed interface Outcome permits Completed, Truncated, Failed, Cancelled, TimedOut {
    /** {@return all that had arrived, whole only if this is {@link Completed}} */
    ChatCompletion completion();

    /** {@return why the answer isn't whole; null if this is {@link Completed}} */
    @Nullable
    ChatException error();

    /**
     * {@return a short stable name of the kind of outcome, for metrics and scripts: {@code completed}, {@code
     * truncated}, {@code failed}, {@code timed_out} or {@code cancelled}}
     */
    String kind();

    /**
     * Returns the whole answer, or throws.
     *
     * @return the completion
     * @throws ChatException unless this is {@link Completed}
     */
    default ChatCompletion orThrow() {
        ChatException error = error();
        if (error != null) {
            throw error;
        }
        return completion();
    }
}
