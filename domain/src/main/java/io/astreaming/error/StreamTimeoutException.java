package io.astreaming.error;

import java.time.Duration;
import java.util.Objects;

/** The provider took longer than the caller's timeouts allow. */
public final class StreamTimeoutException extends ChatException {
    private static final long serialVersionUID = 1;

    private final transient Phase phase;
    private final transient Duration allowed;

    /** What the client waited for. */
    public enum Phase {
        /** The connection. */
        CONNECT("for the connection", "the transport"),
        /** The response's headers. */
        HEADERS("for the response's headers", "StreamTimeouts"),
        /** The first content; comments and pings don't count. */
        FIRST_CONTENT("for the first content", "StreamTimeouts"),
        /** The next byte of any kind. */
        IDLE("for the next byte", "StreamTimeouts"),
        /** The whole stream. */
        TOTAL("for the whole stream", "StreamTimeouts"),
        /** All rounds and calls of a tool loop together. */
        TOOL_LOOP("for the whole tool loop", "ToolLoop.withMaxTime");

        private final String description;
        private final String setting;

        Phase(String description, String setting) {
            this.description = description;
            this.setting = setting;
        }

        /** {@return what the client waited for, in words} */
        public String description() {
            return description;
        }
    }

    /**
     * Creates the exception.
     *
     * @param waiting what the client waited for
     * @param allowed the timeout that passed
     */
    public StreamTimeoutException(Phase waiting, Duration allowed) {
        super(
                "waited " + allowed.toMillis() + " ms " + waiting.description() + "; raise that time in "
                        + waiting.setting + " if the provider may take longer",
                null);
        this.phase = waiting;
        this.allowed = Objects.requireNonNull(allowed, "allowed");
    }

    /** {@return what the client waited for} */
    public Phase phase() {
        return phase;
    }

    /** {@return the timeout that passed} */
    public Duration allowed() {
        return allowed;
    }

    @Override
    public String kind() {
        return "timeout";
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
