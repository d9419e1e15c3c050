package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong with a streamed completion. The sealed tree says who failed: the provider that
 * {@linkplain RejectedException refused} or {@linkplain ProviderFailedException failed}, the
 * {@linkplain ConnectionException connection}, the {@linkplain MalformedStreamException stream}, a
 * {@linkplain LimitExceededException limit} of ours, or the model whose answer isn't the
 * {@linkplain MalformedResultException result} that was asked for. Messages name the place and what to do, and never
 * hold keys or prompts. The set of permitted types may grow in a minor release.
 */
@SuppressWarnings("serial")
public abstract sealed class ChatException extends RuntimeException
        permits RejectedException,
                ProviderFailedException,
                MalformedStreamException,
                MalformedResultException,
                LimitExceededException,
                DeviationException,
                ConnectionException,
                StreamTimeoutException,
                TruncatedException,
                CancelledException {
    ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return a short stable name of the kind of failure, for metrics and scripts, such as {@code rejected}} */
    public abstract String kind();

    /** {@return whether the same request may well succeed when sent again later} */
    public abstract boolean isRetryable();
}
