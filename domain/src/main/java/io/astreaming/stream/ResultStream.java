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
 * One streamed answer as a value that grows, pulled: each element is the value as far as it came, and a beginning of the next.
 * What came together is shown together, so that a fast provider costs no more snapshots than can be looked at.
 *
 * <p>Iteration ends without throwing, as {@link ChatStream}'s does; {@link #result} has the whole value or says what is wrong.
 * Closing before the end cancels the stream and releases the connection at once.
 *
 * <p>To be read by one thread at a time; {@link #close} may be called from any.
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

    /** What the model is to go on from: an answer that the request already holds. */
    static String prefill(ChatRequest request) {
        return request.messages().get(request.messages().size() - 1) instanceof AssistantMessage begun
                ? begun.text()
                : "";
    }

    /**
     * Shows every event to somebody, such as reasoning and usage, before the value that it leads to. To be said before reading.
     *
     * @param other takes the events; what it throws goes to the reader
     * @return this
     */
    public ResultStream<T> listening(Consumer<? super ChatEvent> other) {
        this.listener = Objects.requireNonNull(other, "listener");
        return this;
    }

    /** The snapshots, each unlike the one before, from where the last iterator stopped. */
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
     * The whole value, or an exception. Before the end this reads on.
     *
     * @return the value
     * @throws MalformedResultException if the answer isn't such a value; it keeps the text
     * @throws ChatException if the stream didn't complete; {@link #outcome} has what came
     */
    public T result() {
        outcome();
        return snapshots.result();
    }

    /**
     * How the stream ended. Before the end this reads on.
     *
     * @return the outcome, with all that arrived
     */
    public Outcome outcome() {
        while (events.hasNext()) {
            take(events.next());
        }
        return stream.outcome();
    }

    /** {@return what happened when, so far} */
    public Timeline timeline() {
        return stream.timeline();
    }

    /** Ends the stream and releases its connection at once; harmless after the end. */
    @Override
    public void close() {
        stream.close();
    }
}
