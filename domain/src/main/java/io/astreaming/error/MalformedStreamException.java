package io.astreaming.error;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The stream isn't what it has to be: a payload is no JSON, the body is no event stream, nothing came at all. */
public final class MalformedStreamException extends ChatException {
    private static final long serialVersionUID = 1;
    private static final String ADVICE =
            "; the provider or something on the way broke the stream: ask again, and trace it if it comes again";

    private final transient String problem;
    private final transient @Nullable Position position;

    /**
     * Says what is wrong, and where.
     *
     * @param problem what is wrong, without quoting content; without a place also what to do
     * @param position where, if there is a place
     * @param cause what the parser said, if it said something
     */
    public MalformedStreamException(String problem, @Nullable Position position, @Nullable Throwable cause) {
        super(position == null ? problem : problem + " (" + position + ")" + ADVICE, cause);
        this.problem = problem;
        this.position = position;
    }

    /**
     * The same with every text of the provider changed, such as by masking secrets: names in the JSON path.
     *
     * @param change what to do to each text
     * @return the changed copy; this itself if there is nothing to change
     */
    public MalformedStreamException map(UnaryOperator<String> change) {
        String path = position == null ? null : position.jsonPath();
        if (position == null || path == null || change.apply(path).equals(path)) {
            return this;
        }
        Position changed = new Position(position.event(), position.byteOffset(), change.apply(path));
        return new MalformedStreamException(problem, changed, getCause());
    }

    /** {@return where; absent if there is no place} */
    public @Nullable Position position() {
        return position;
    }

    @Override
    public String kind() {
        return "malformed";
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
