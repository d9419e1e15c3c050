package io.astreaming.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure of a streamed completion. The sealed tree says where the failure lies: the provider
 * {@linkplain RejectedException rejected} the request or {@linkplain ProviderFailedException failed}, the
 * {@linkplain ConnectionException connection} or the {@linkplain MalformedStreamException stream} broke, a
 * {@linkplain LimitExceededException limit} or a {@linkplain StreamTimeoutException timeout} was exceeded, too many
 * streams were {@linkplain ConcurrencyException open}, or the
 * model's answer isn't the {@linkplain MalformedResultException result} that the caller asked for. Messages say where
 * and what to do, and never contain keys or prompts. The set of permitted types may grow in a minor release.
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
                ConcurrencyException,
                TruncatedException,
                CancelledException {
    ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return a short stable name of the kind of failure, for metrics and scripts, such as {@code rejected}} */
    public abstract String kind();

    /** {@return whether the same request is likely to succeed when it is sent again later} */
    public abstract boolean isRetryable();
}
