package io.astreaming.relay;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A stream of a relay, as it was when somebody asked for it. Thread-safe. */
public final class RelayedStream {
    private final StreamId id;
    private final LogState state;
    private final boolean started;
    private final Relay relay;

    RelayedStream(StreamId id, LogState state, boolean started, Relay relay) {
        this.id = id;
        this.state = state;
        this.started = started;
        this.relay = relay;
    }

    /** {@return the stream's name} */
    public StreamId id() {
        return id;
    }

    /** {@return what the log keeps of the request} */
    public StreamHead head() {
        return state.head();
    }

    /** {@return the number of the last event that the log had; 0 if there was none} */
    public long last() {
        return state.last();
    }

    /** {@return how the stream had ended; null if it was open} */
    public @Nullable Seal seal() {
        return state.seal();
    }

    /** {@return whether the call that returned this object has begun the stream, rather than joined it} */
    public boolean isStarted() {
        return started;
    }

    /**
     * Returns the events after a number, and at last a {@link StreamSealed}. Each subscriber has a position of its own; one
     * that is slow, or asks for nothing, costs a few kilobytes and holds nobody up. A subscriber is told {@link
     * LogUnreachableException} if this node can't learn how the stream goes on.
     *
     * @param after the number of the last event that the reader has seen; 0 for all events
     * @return a publisher as Reactive Streams define it
     * @throws IllegalArgumentException if the number is negative
     */
    public Flow.Publisher<RelayEvent> events(long after) {
        if (after < 0) {
            throw new IllegalArgumentException("events are numbered from 1");
        }
        return subscriber -> relay.subscribe(this, state, after, subscriber);
    }

    /**
     * Stops the stream, wherever it is produced: the provider's connection is closed. Without effect if it has ended.
     *
     * @return how the stream ended, for all readers the same
     */
    public CompletionStage<StreamSealed> stop() {
        return relay.stop(this, state);
    }

    /** Shows the beginning of the name and the number of events. */
    @Override
    public String toString() {
        return "RelayedStream[" + id + ", " + state.last() + " events]";
    }
}
