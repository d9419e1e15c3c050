package io.astreaming.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer came, but it isn't the result that was asked for: no JSON, cut JSON, JSON of another form, a refusal. The
 * text is kept, and shows up in no message.
 */
public final class MalformedResultException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient ResultFailure failure;
    private final transient String text;
    private final transient @Nullable TextPosition position;

    /**
     * Says what is wrong, and where.
     *
     * @param failure which kind of failure it is
     * @param problem what exactly is wrong, without quoting content; absent if the kind says it all
     * @param text the text that is no result, as far as it came
     * @param position where in the text, if there is a place
     */
    public MalformedResultException(
            ResultFailure failure, @Nullable String problem, String text, @Nullable TextPosition position) {
        super(
                failure.description() + (problem == null ? "" : ": " + problem)
                        + (position == null ? "" : " (" + position + ")")
                        + "; " + failure.advice() + "; text() has what came",
                null);
        this.failure = failure;
        this.text = Objects.requireNonNull(text, "text");
        this.position = position;
    }

    /** {@return which kind of failure it is} */
    public ResultFailure failure() {
        return failure;
    }

    /** {@return the text as far as it came, with a prefill that it went on from; of a refusal, the refusal} */
    public String text() {
        return text;
    }

    /** {@return where in the text; absent if there is no place} */
    public @Nullable TextPosition position() {
        return position;
    }

    @Override
    public String kind() {
        return "result";
    }

    /** {@return whether the same request may well get a better answer; unlike other failures, this one was paid for} */
    @Override
    public boolean isRetryable() {
        return failure.isPassing();
    }
}
