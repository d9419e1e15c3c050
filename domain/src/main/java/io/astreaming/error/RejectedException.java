package io.astreaming.error;

import io.astreaming.value.ErrorDetail;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The provider rejected the request with an HTTP status other than success, before it began to answer. */
public final class RejectedException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient int status;
    private final transient ErrorDetail detail;
    private final transient @Nullable String requestId;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable Boolean retryable;

    /**
     * Creates the exception.
     *
     * @param status the HTTP status
     * @param detail the error in the response's body
     * @param requestId the provider's id of the request, for its support; null if it sent none
     * @param retryAfter how long the provider asks clients to wait; null if it doesn't say
     */
    public RejectedException(
            int status, ErrorDetail detail, @Nullable String requestId, @Nullable Duration retryAfter) {
        this(status, detail, requestId, retryAfter, null);
    }

    private RejectedException(
            int status,
            ErrorDetail detail,
            @Nullable String requestId,
            @Nullable Duration retryAfter,
            @Nullable Boolean retryable) {
        super(
                "the provider refused the request with status " + status + ProviderFailedException.describe(detail)
                        + (requestId == null ? "" : ", request " + SafeText.line(requestId))
                        + advice(status, retryAfter),
                null);
        this.status = status;
        this.detail = Objects.requireNonNull(detail, "detail");
        this.requestId = requestId;
        this.retryAfter = retryAfter;
        this.retryable = retryable;
    }

    /**
     * Returns a copy of which the provider itself says whether to send the request again ({@code x-should-retry}),
     * whatever the status means otherwise. No quota that is used up becomes retryable by it.
     *
     * @param again whether to send the request again
     * @return a changed copy
     */
    public RejectedException withRetryable(boolean again) {
        return new RejectedException(status, detail, requestId, retryAfter, again);
    }

    /**
     * Returns a copy in which every text that the provider sent is changed, such as by masking secrets.
     *
     * @param change maps each text to its replacement
     * @return the changed copy
     */
    public RejectedException map(UnaryOperator<String> change) {
        return new RejectedException(
                status, detail.map(change), requestId == null ? null : change.apply(requestId), retryAfter, retryable);
    }

    private static String advice(int status, @Nullable Duration retryAfter) {
        if (retryAfter != null) {
            return "; try again in " + retryAfter.toMillis() + " ms";
        }
        if (status >= 300 && status < 400) {
            return "; this redirect isn't followed: it asks for another request, leads in circles, or would carry the key"
                    + " elsewhere; use the final URL";
        }
        return switch (status) {
            case 401 -> "; check the API key";
            case 403 -> "; check what the API key may do";
            case 404 -> "; check the base URL and the model's name";
            case 407 ->
                "; the proxy requires a user and a password: give the HttpClient an Authenticator, and start Java with"
                        + " -Djdk.http.auth.tunneling.disabledSchemes=";
            case 429 -> "; slow down or check the quota";
            default -> "";
        };
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return the error in the response's body} */
    public ErrorDetail detail() {
        return detail;
    }

    /** {@return the provider's id of the request; null if it sent none} */
    public @Nullable String requestId() {
        return requestId;
    }

    /** {@return how long the provider asks clients to wait before the next attempt; null if it doesn't say} */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public String kind() {
        return "rejected";
    }

    /**
     * Returns whether to send the request again: what the provider says, otherwise whether the status is one that
     * passes (408, 409, 429, 5xx). A quota or a budget that is used up never is.
     */
    @Override
    public boolean isRetryable() {
        if (ProviderFailedException.isUsedUp(detail)) {
            return false;
        } else if (retryable != null) {
            return retryable;
        }
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }
}
