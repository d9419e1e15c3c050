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
            "billing_error",
            "prompt_blocked",
            "request_too_large",
            "BadRequestError",
            "NotFoundError");

    /** Codes of the Responses API that blame the request; those about images begin alike. */
    private static final Set<String> CODES_OF_REQUESTS =
            Set.of("invalid_prompt", "bio_policy", "unsupported_image_media_type");

    private static final String CODE_OF_IMAGE = "(?:invalid_)?image_\\w+|invalid_image\\w*";

    /** Codes of quotas and budgets that don't come back by waiting. */
    private static final Set<String> USED_UP =
            Set.of("insufficient_quota", "enforced_spend_limit_reached", "credit_balance_exhausted");

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

    /** Returns whether an error says that a quota or a budget is used up. */
    static boolean isUsedUp(ErrorDetail detail) {
        return (detail.code() != null && USED_UP.contains(detail.code()))
                || (detail.type() != null && USED_UP.contains(detail.type()));
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
     * Returns whether to send the request again: false if the error's code or type says that the request is at fault, or
     * that a quota is used up.
     */
    @Override
    public boolean isRetryable() {
        String code = detail.code();
        if (code != null && code.matches("4\\d\\d")) {
            return code.equals("408") || code.equals("409") || code.equals("429");
        }
        if (isUsedUp(detail) || (code != null && blamesTheRequest(code))) {
            return false;
        }
        String type = detail.type();
        return type == null || !BLAMES_THE_REQUEST.contains(type);
    }

    private static boolean blamesTheRequest(String code) {
        return CODES_OF_REQUESTS.contains(code) || code.matches(CODE_OF_IMAGE);
    }
}
