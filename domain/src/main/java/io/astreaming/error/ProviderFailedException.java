package io.astreaming.error;

import io.astreaming.chunk.ErrorDetail;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The provider reported an error inside the stream, or finished a choice with an error. */
public final class ProviderFailedException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient ErrorDetail detail;

    /**
     * Passes on what the provider said.
     *
     * @param detail what the provider said
     * @param position where, if there is a place
     */
    public ProviderFailedException(ErrorDetail detail, @Nullable Position position) {
        super(
                "the provider failed in the middle of the stream"
                        + (position == null ? "" : " (" + position + ")")
                        + describe(detail),
                null);
        this.detail = Objects.requireNonNull(detail, "detail");
    }

    static String describe(ErrorDetail detail) {
        StringBuilder out = new StringBuilder();
        if (!detail.message().isEmpty()) {
            out.append(": ").append(Bounded.line(detail.message()));
        }
        if (detail.type() != null) {
            out.append(", type ").append(Bounded.line(detail.type()));
        }
        if (detail.code() != null) {
            out.append(", code ").append(Bounded.line(detail.code()));
        }
        return out.toString();
    }

    /** {@return what the provider said} */
    public ErrorDetail detail() {
        return detail;
    }

    @Override
    public String kind() {
        return "provider";
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
