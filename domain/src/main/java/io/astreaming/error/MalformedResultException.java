package io.astreaming.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer arrived, but it isn't the result that the caller asked for: not JSON, truncated JSON, JSON of another
 * form, or a refusal. The exception keeps the text, but no message contains it.
 */
public final class MalformedResultException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient ResultFailure failure;
    private final transient @Nullable String problem;
    private final transient String text;
    private final transient @Nullable TextPosition position;

    /**
     * Creates the exception.
     *
     * @param failure which kind of failure it is
     * @param problem what exactly is wrong, without quoting content; null if the kind says everything
     * @param text the text that isn't such a result, as far as it arrived
     * @param position where in the text; null if there is no single place
     */
    public MalformedResultException(
            ResultFailure failure, @Nullable String problem, String text, @Nullable TextPosition position) {
        super(
                failure.description() + (problem == null ? "" : ": " + problem)
                        + (position == null ? "" : " (" + position + ")")
                        + "; " + failure.advice() + "; text() has what arrived",
                null);
        this.failure = failure;
        this.problem = problem;
        this.text = Objects.requireNonNull(text, "text");
        this.position = position;
    }

    /** {@return which kind of failure it is} */
    public ResultFailure failure() {
        return failure;
    }

    /** {@return what exactly is wrong, without quoting content; null if the kind says everything} */
    public @Nullable String problem() {
        return problem;
    }

    /**
     * {@return the text as far as it arrived, beginning with the prefill if it continues one; the refusal's text if the
     * model refused}
     */
    public String text() {
        return text;
    }

    /** {@return where in the text; null if there is no single place} */
    public @Nullable TextPosition position() {
        return position;
    }

    @Override
    public String kind() {
        return "result";
    }

    /**
     * {@return whether the same request is likely to get a better answer; unlike other failures, the provider charges
     * for this one}
     */
    @Override
    public boolean isRetryable() {
        return failure.isPassing();
    }
}
