package io.astreaming.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The connection couldn't be opened, or broke. */
public final class ConnectionException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient Phase phase;

    /** How far the exchange had got when the connection failed. */
    public enum Phase {
        /** Nothing was sent: the transport was closed already. */
        CLOSED,
        /** Nothing was sent: there was no key for the request, or it had a header that can't be sent. */
        REQUEST,
        /** The connection couldn't be opened. */
        CONNECT,
        /** The connection was open, and no response had arrived yet. */
        HEADERS,
        /** The response had begun. */
        BODY
    }

    /**
     * Creates the exception.
     *
     * @param phase how far the exchange had got
     * @param problem what went wrong and what to do, without secrets
     * @param cause the transport's exception; null if there is none
     */
    public ConnectionException(Phase phase, String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.phase = Objects.requireNonNull(phase, "phase");
    }

    /** {@return how far the exchange had got} */
    public Phase phase() {
        return phase;
    }

    @Override
    public String kind() {
        return "connection";
    }

    @Override
    public boolean isRetryable() {
        return phase != Phase.CLOSED && phase != Phase.REQUEST;
    }
}
