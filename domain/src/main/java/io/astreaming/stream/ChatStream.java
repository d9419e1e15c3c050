package io.astreaming.stream;

import io.astreaming.client.PullIterator;
import io.astreaming.client.ReadSignal;
import io.astreaming.client.StreamCall;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.Timeline;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer whose events the caller pulls: the caller's thread reads and decodes.
 *
 * <p>Iteration ends without throwing, and its last event is {@link io.astreaming.event.StreamEnded}. There is one
 * sequence of events: every iterator continues where the last one stopped. Closing before the end cancels the stream
 * and releases the connection at once, and so does interrupting the reading thread.
 *
 * <p>One thread at a time may read; any thread may call {@link #close}.
 */
public final class ChatStream implements Iterable<ChatEvent>, AutoCloseable {
    private final ReentrantLock reading = new ReentrantLock();
    private final ReadSignal arrivals = new ReadSignal();
    private final StreamCall call;
    private volatile boolean closed;
    private boolean begun;

    /** Creates the call, which signals when something arrives, and sends its request. */
    ChatStream(Function<Runnable, StreamCall> calls) {
        this.call = calls.apply(arrivals);
        try {
            call.advance();
        } catch (Throwable e) { // from a trace or the transport: the caller gets no stream that it could close
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Throwable thrown) {
        try {
            close();
        } catch (RuntimeException | Error again) {
            if (again != thrown) {
                thrown.addSuppressed(again);
            }
        }
    }

    /** The events, from where the last iterator stopped. */
    @Override
    public Iterator<ChatEvent> iterator() {
        return new PullIterator<>(() -> next(() -> call.engine().poll()));
    }

    /**
     * The events as a {@link Stream}, from where the last iterator stopped. Closing it closes this chat stream.
     *
     * @return a sequential stream
     */
    public Stream<ChatEvent> events() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                        false)
                .onClose(this::close);
    }

    /**
     * The received payloads instead of the events: each verbatim, with its chunk and the events that result from it.
     * Must be called before the first event is read.
     *
     * @return the received payloads, from where the last iterator stopped
     * @throws IllegalStateException if events have been read already
     */
    public Iterable<ReceivedChunk> received() {
        reading.lock();
        try {
            if (begun) {
                throw new IllegalStateException(
                        "events of this stream have been read already; call received() before reading events");
            }
            call.keepReceived();
        } finally {
            reading.unlock();
        }
        return () -> new PullIterator<>(() -> next(() -> call.engine().pollReceived()));
    }

    /**
     * Returns how the stream ended. If it hasn't ended yet, this reads to its end and discards the events.
     *
     * @return the outcome, with all that arrived
     */
    public Outcome outcome() {
        Outcome outcome = call.engine().outcome();
        while (outcome == null) {
            next(this::discard);
            outcome = call.engine().outcome();
        }
        return outcome;
    }

    /**
     * Returns the next event if it has arrived already, without waiting; null otherwise, and while another thread
     * reads.
     */
    @Nullable
    ChatEvent ready() {
        if (!reading.tryLock()) {
            return null;
        }
        try {
            return call.engine().poll();
        } finally {
            reading.unlock();
        }
    }

    private @Nullable ChatEvent discard() {
        call.engine().drop();
        return null;
    }

    /**
     * Returns the whole answer, or throws.
     *
     * @return the completion
     * @throws ChatException unless the outcome is {@link io.astreaming.completion.Completed}
     */
    public ChatCompletion completion() {
        return outcome().orThrow();
    }

    /**
     * Returns the whole text of the first choice, or throws.
     *
     * @return the text; empty if the answer has none
     * @throws ChatException unless the outcome is {@link io.astreaming.completion.Completed}
     */
    public String text() {
        return completion().text();
    }

    /** {@return the timeline of the stream so far} */
    public Timeline timeline() {
        reading.lock();
        try {
            return call.engine().timeline();
        } finally {
            reading.unlock();
        }
    }

    /** Ends the stream and releases its connection at once; harmless after the end. */
    @Override
    public void close() {
        closed = true;
        call.cancel();
        conclude();
    }

    private <T> @Nullable T next(Supplier<@Nullable T> next) {
        reading.lock();
        try {
            begun = true;
            T item = next.get();
            while (item == null && !call.isOver()) {
                if (Thread.currentThread().isInterrupted()) {
                    call.cancel();
                }
                if (!call.advance()) {
                    await();
                }
                item = next.get();
            }
            return item;
        } finally {
            reading.unlock();
            if (closed) {
                conclude();
            }
        }
    }

    private void await() {
        try {
            arrivals.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives a closed stream its outcome even if no thread reads on. A thread that is reading now does so itself. */
    private void conclude() {
        if (reading.tryLock()) {
            try {
                call.advance();
            } finally {
                reading.unlock();
            }
        }
    }
}
