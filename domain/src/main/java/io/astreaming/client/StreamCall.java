package io.astreaming.client;

import io.astreaming.engine.StreamEngine;

/**
 * One request until its outcome. Pulling and pushing share it: it never blocks. If there is nothing to do,
 * {@link #advance} says so, and the reader's callback runs when that changes.
 *
 * <p>One reader at a time takes the steps of a call; any thread may call {@link #cancel}.
 */
public interface StreamCall {
    /**
     * Keeps each payload with its chunk and events. Must be called before anything is read; has no effect on a call
     * that is over.
     */
    void keepReceived();

    /** Returns the engine from which the reader takes the events. It may be another one after each step. */
    StreamEngine engine();

    /** Returns whether the call has its outcome, so that it does nothing more. */
    boolean isOver();

    /**
     * Takes the next step without blocking. Returns false if nothing has arrived; the reader's callback runs when that
     * changes.
     */
    boolean advance();

    /**
     * Ends the call as cancelled and closes its connection at once; the reader's callback runs. Has no effect after the
     * end.
     */
    void cancel();
}
