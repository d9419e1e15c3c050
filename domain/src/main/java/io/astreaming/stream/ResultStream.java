package io.astreaming.stream;

import io.astreaming.client.PullIterator;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedResultException;
import io.astreaming.event.ChatEvent;
import io.astreaming.port.Timeline;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer as a value that grows, pulled by the caller: each element is a snapshot of the value so far, and
 * a beginning of the next. Events that have arrived together yield one snapshot, so that a fast provider doesn't cause
 * more snapshots than the caller can process.
 *
 * <p>Iteration ends without throwing, as {@link ChatStream}'s does; {@link #result} returns the whole value or throws
 * an exception that says what is wrong. Closing before the end cancels the stream and releases the connection at once.
 *
 * <p>One thread at a time may read; any thread may call {@link #close}.
 *
 * @param <T> the value's type
 */
public final class ResultStream<T> implements Iterable<T>, AutoCloseable {
    private final ChatStream stream;
    private final Iterator<ChatEvent> events;
    private final ResultSnapshots<T> snapshots;
    private Consumer<? super ChatEvent> listener = event -> {};
    private @Nullable T last;

    ResultStream(ChatStream stream, ResultSnapshots<T> snapshots) {
        this.stream = stream;
        this.events = stream.iterator();
        this.snapshots = snapshots;
    }

    /** Returns the beginning of the answer that the request's last message already holds; empty if there is none. */
    static String prefill(ChatRequest request) {
        return request.messages().get(request.messages().size() - 1) instanceof AssistantMessage begun
                ? begun.text()
                : "";
    }

    /**
     * Passes every event, such as reasoning and usage, to a listener before the snapshot that results from it. Must be
     * called before reading.
     *
     * @param other receives the events; its exceptions propagate to the thread that reads
     * @return this
     */
    public ResultStream<T> listening(Consumer<? super ChatEvent> other) {
        this.listener = Objects.requireNonNull(other, "listener");
        return this;
    }

    /** Iterates over the snapshots, each different from the one before, from where the last iterator stopped. */
    @Override
    public Iterator<T> iterator() {
        return new PullIterator<>(this::next);
    }

    private @Nullable T next() {
        while (events.hasNext()) {
            boolean more = take(events.next());
            for (ChatEvent ready = stream.ready(); ready != null; ready = stream.ready()) {
                more |= take(ready);
            }
            T now = more ? snapshots.current() : null;
            if (now != null && !now.equals(last)) {
                last = now;
                return now;
            }
        }
        return null;
    }

    private boolean take(ChatEvent event) {
        listener.accept(event);
        return snapshots.accept(event);
    }

    /**
     * Returns the whole value, or throws. If the stream hasn't ended yet, this reads to its end.
     *
     * @return the value
     * @throws MalformedResultException if the answer isn't such a value; the exception has the text
     * @throws ChatException if the stream didn't complete; {@link #outcome} has what arrived
     */
    public T result() {
        outcome();
        return snapshots.result();
    }

    /**
     * Returns how the stream ended. If it hasn't ended yet, this reads to its end.
     *
     * @return the outcome, with all that arrived
     */
    public Outcome outcome() {
        while (events.hasNext()) {
            take(events.next());
        }
        return stream.outcome();
    }

    /** {@return the timeline of the stream so far} */
    public Timeline timeline() {
        return stream.timeline();
    }

    /** Ends the stream and releases its connection at once; harmless after the end. */
    @Override
    public void close() {
        stream.close();
    }
}
