package io.astreaming.replay.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response that is being sent to one client. Confined to the event loop's thread. */
public interface Response {
    /** Why a response doesn't continue now. */
    enum State {
        /** There is nothing to be sent yet; the response calls {@link Wire#resumed} when there is. */
        WAITING,
        /** The client reads too slowly: the socket isn't writable now. */
        BLOCKED,
        /** Everything is sent. */
        FINISHED,
        /** The connection must be closed here. */
        CUT,
        /** The connection must be reset here. */
        RESET
    }

    /** What happens to the connection when the client uses it for another request. */
    enum Reuse {
        ALLOWED,
        CLOSE,
        RESET
    }

    /** Sends as much as possible. It is called again when the socket is writable, or there is more to be sent. */
    State proceed() throws IOException;

    /** Ends the response, since the connection is closed. */
    void stop();

    /** Returns whether the connection stays open after the response. */
    boolean isPersistent();

    /** Returns the status; 0 if no status is sent, or none yet. */
    int status();

    /** Returns how much of the body was sent, in bytes, without its framing. */
    long bytes();

    /** Returns the name of what is sent, such as a recording's; null if it has none. */
    default @Nullable String served() {
        return null;
    }

    /** Returns what happens when the client uses the connection again. */
    default Reuse reuse() {
        return Reuse.ALLOWED;
    }
}
