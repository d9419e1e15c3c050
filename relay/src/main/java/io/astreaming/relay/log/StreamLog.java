package io.astreaming.relay.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where streams are kept. One node appends to a stream, any node reads it, and any node may seal it: the first seal wins,
 * and after it the log refuses every write, which is how a producer that was given up is stopped from writing.
 *
 * <p>Every stage completes exceptionally if the log can't be reached or its answer was lost; a write may then have been
 * done or not. Stages complete on any thread, which must not be blocked. Thread-safe.
 */
public interface StreamLog extends AutoCloseable {
    /**
     * Begins a stream, unless it exists.
     *
     * @param id the stream
     * @param head its head
     * @param timeToLive how long the log keeps the stream if nothing else is said of it
     * @return the state: with this head if the stream was begun, with another one if it exists
     */
    CompletionStage<LogState> open(StreamId id, StreamHead head, Duration timeToLive);

    /**
     * Appends events.
     *
     * @param id the stream
     * @param connection the number of the connection on which its state was read last
     * @param events at least one, with consecutive numbers that follow the last that was appended
     * @return what came of it
     */
    CompletionStage<WriteResult> append(StreamId id, long connection, List<StoredEvent> events);

    /**
     * Appends a sign of life, which has no number and is no event.
     *
     * @param id the stream
     * @param connection the number of the connection on which its state was read last
     * @param last the number of the event that was appended last; 0 if there is none
     * @return what came of it
     */
    CompletionStage<WriteResult> appendAlive(StreamId id, long connection, long last);

    /**
     * Ends a stream. Without effect if it has ended.
     *
     * @param id the stream
     * @param seal how it ended
     * @param connection the number of the connection on which its state was read last; null if the caller isn't the
     *     producer and doesn't state which event is the last
     * @param retention how long the log keeps the stream from now on
     * @return what came of it
     */
    CompletionStage<WriteResult> seal(StreamId id, Seal seal, @Nullable Long connection, Duration retention);

    /**
     * Returns what the log has of a stream.
     *
     * @param id the stream
     * @return its state; null if the log doesn't know the stream
     */
    CompletionStage<@Nullable LogState> state(StreamId id);

    /**
     * Reads a part of a stream.
     *
     * @param id the stream
     * @param connection the number of the connection on which its state was read last: another log may have another stream of
     *     this name
     * @param after the number of the event after which to read; 0 from the beginning
     * @param maxBytes how much to read, in bytes; at least one event is read if there is one
     * @return the part; null if the log doesn't know the stream
     */
    CompletionStage<@Nullable Page> read(StreamId id, long connection, long after, int maxBytes);

    /**
     * Follows a stream: tells of all that comes after an event, until the handle is closed.
     *
     * @param id the stream
     * @param after the number of the event after which to begin
     * @param listener is told, one call at a time
     * @return closes the tail; no call begins afterwards, except one that has begun already
     */
    Runnable follow(StreamId id, long after, TailListener listener);

    /** {@return the name of this node, which the head of its streams has} */
    String node();

    /**
     * Asks the node that produces a stream to stop it. Whether that node hears of it isn't known.
     *
     * @param node the node's name
     * @param id the stream
     */
    void requestStop(String node, StreamId id);

    /**
     * Says who is told of requests to stop streams of this node.
     *
     * @param listener is told; must not block
     */
    void onStopRequest(Consumer<StreamId> listener);

    /**
     * Says who is told when a connection was replaced by another, after which the log may lack what it had accepted.
     *
     * @param listener is told; must not block
     */
    void onReconnect(Runnable listener);

    /** Releases what the log holds. */
    @Override
    void close();
}
