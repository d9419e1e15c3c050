package io.astreaming.error;

import io.astreaming.value.ErrorDetail;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The provider refused the request: a status other than success, before any of the answer. */
public final class RejectedException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient int status;
    private final transient ErrorDetail detail;
    private final transient @Nullable String requestId;
    private final transient @Nullable Duration retryAfter;

    /**
     * Passes on what the provider said.
     *
     * @param status the HTTP status
     * @param detail what the body says
     * @param requestId the provider's name for the request, for its support, if it gave one
     * @param retryAfter how long the provider asks us to wait, if it does
     */
    public RejectedException(
            int status, ErrorDetail detail, @Nullable String requestId, @Nullable Duration retryAfter) {
        super(
                "the provider refused the request with status " + status + ProviderFailedException.describe(detail)
                        + (requestId == null ? "" : ", request " + SafeText.line(requestId))
                        + advice(status, retryAfter),
                null);
        this.status = status;
        this.detail = Objects.requireNonNull(detail, "detail");
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /**
     * The same with every text of the provider changed, such as by masking secrets.
     *
     * @param change what to do to each text
     * @return the changed copy
     */
    public RejectedException map(UnaryOperator<String> change) {
        return new RejectedException(
                status, detail.map(change), requestId == null ? null : change.apply(requestId), retryAfter);
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
            case 407 -> "; the proxy asks for a user and password: give it what it wants, and let Java send it";
            case 429 -> "; slow down or check the quota";
            default -> "";
        };
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return what the body says} */
    public ErrorDetail detail() {
        return detail;
    }

    /** {@return the provider's name for the request; absent if it gave none} */
    public @Nullable String requestId() {
        return requestId;
    }

    /** {@return how long the provider asks us to wait before the next try; absent if it doesn't say} */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public String kind() {
        return "rejected";
    }

    @Override
    public boolean isRetryable() {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }
}
