package io.astreaming.completion;

import io.astreaming.error.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ended: exactly one for each stream, always with all that had arrived. The set of permitted types may
 * grow in a minor release.
 */
public sealed interface Outcome permits Completed, Truncated, Failed, Cancelled, TimedOut {
    /** {@return all that had arrived, whole only if this is {@link Completed}} */
    ChatCompletion completion();

    /** {@return why the answer isn't whole; absent if this is {@link Completed}} */
    @Nullable
    ChatException error();

    /**
     * The whole answer, or an exception.
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
