package io.astreaming.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The connection couldn't be opened, or broke. */
public final class ConnectionException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient Phase phase;

    /** How far the exchange had come. */
    public enum Phase {
        /** Nothing was tried: the transport was closed before. */
        CLOSED,
        /** No connection. */
        CONNECT,
        /** Connected, and no response yet. */
        HEADERS,
        /** In the middle of the response. */
        BODY
    }

    /**
     * Says when and why.
     *
     * @param phase how far the exchange had come
     * @param problem what went wrong and what to do, without secrets
     * @param cause what the transport said
     */
    public ConnectionException(Phase phase, String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.phase = Objects.requireNonNull(phase, "phase");
    }

    /** {@return how far the exchange had come} */
    public Phase phase() {
        return phase;
    }

    @Override
    public String kind() {
        return "connection";
    }

    @Override
    public boolean isRetryable() {
        return phase != Phase.CLOSED;
    }
}
