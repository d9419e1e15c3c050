package io.astreaming.error;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The stream is malformed: a payload isn't JSON, the body isn't an event stream, or nothing arrived at all. */
public final class MalformedStreamException extends ChatException {
    private static final long serialVersionUID = 1;
    private static final String ADVICE =
            "; the provider or a proxy broke the stream: send the request again, and record a trace if it fails again";

    private final transient String problem;
    private final transient @Nullable Position position;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, without quoting content; if there is no place, also what to do
     * @param position where; null if there is no single place
     * @param cause the parser's exception; null if there is none
     */
    public MalformedStreamException(String problem, @Nullable Position position, @Nullable Throwable cause) {
        super(position == null ? problem : problem + " (" + position + ")" + ADVICE, cause);
        this.problem = problem;
        this.position = position;
    }

    /**
     * Returns a copy in which every text that the provider sent (names in the JSON path) is changed, such as by masking
     * secrets.
     *
     * @param change maps each text to its replacement
     * @return the changed copy; this exception if nothing changes
     */
    public MalformedStreamException map(UnaryOperator<String> change) {
        String path = position == null ? null : position.jsonPath();
        if (position == null || path == null || change.apply(path).equals(path)) {
            return this;
        }
        Position changed = new Position(position.event(), position.byteOffset(), change.apply(path));
        return new MalformedStreamException(problem, changed, getCause());
    }

    /** {@return where; null if there is no single place} */
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
