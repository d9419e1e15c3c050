package io.astreaming.error;

import io.astreaming.value.ErrorDetail;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The provider reported an error inside the stream, or finished a choice with an error. */
public final class ProviderFailedException extends ChatException {
    private static final long serialVersionUID = 1;

    private static final Set<String> BLAMES_THE_REQUEST = Set.of(
            "invalid_request_error",
            "authentication_error",
            "permission_error",
            "not_found_error",
            "BadRequestError",
            "NotFoundError");

    private final transient ErrorDetail detail;

    /**
     * Creates the exception.
     *
     * @param detail the provider's error
     * @param position where; null if there is no single place
     */
    public ProviderFailedException(ErrorDetail detail, @Nullable Position position) {
        super(
                "the provider failed in the middle of the stream"
                        + (position == null ? "" : " (" + position + ")")
                        + describe(detail)
                        + "; ask again, or ask the provider",
                null);
        this.detail = Objects.requireNonNull(detail, "detail");
    }

    static String describe(ErrorDetail detail) {
        StringBuilder out = new StringBuilder();
        if (!detail.message().isEmpty()) {
            out.append(": ").append(SafeText.line(detail.message()));
        }
        if (detail.type() != null) {
            out.append(", type ").append(SafeText.line(detail.type()));
        }
        if (detail.code() != null) {
            out.append(", code ").append(SafeText.line(detail.code()));
        }
        return out.toString();
    }

    /** {@return the provider's error} */
    public ErrorDetail detail() {
        return detail;
    }

    @Override
    public String kind() {
        return "provider";
    }

    /**
     * Returns whether to send the request again: false if the error's code or type says that the request is at fault.
     */
    @Override
    public boolean isRetryable() {
        String code = detail.code();
        if (code != null && code.matches("4\\d\\d")) {
            return code.equals("408") || code.equals("409") || code.equals("429");
        }
        String type = detail.type();
        return type == null || !BLAMES_THE_REQUEST.contains(type);
    }
}
