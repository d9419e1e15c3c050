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
 * One streamed answer, pulled: the caller's thread reads and decodes.
 *
 * <p>Iteration ends without throwing, and its last event is {@link io.astreaming.event.StreamEnded}. There is one sequence of events: every
 * iterator continues where the last one stopped. Closing before the end cancels the stream and releases the connection at
 * once, and so does an interrupt of the thread that reads.
 *
 * <p>To be read by one thread at a time; {@link #close} may be called from any.
 */
public final class ChatStream implements Iterable<ChatEvent>, AutoCloseable {
    private final ReentrantLock reading = new ReentrantLock();
    private final ReadSignal arrivals = new ReadSignal();
    private final StreamCall call;
    private volatile boolean closed;
    private boolean begun;

    /** Makes the call, which is to call us when something arrives, and sends it. */
    ChatStream(Function<Runnable, StreamCall> calls) {
        this.call = calls.apply(arrivals);
        try {
            call.advance();
        } catch (Throwable e) { // of a trace, the transport: nobody gets this stream to close it
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
        return new PullIterator<>(() -> next(() -> call.conductor().poll()));
    }

    /**
     * The events as a stream of the JDK, from where the last iterator stopped. Closing it closes this.
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
     * What is received, in place of the events: each payload as it came, with the chunk in it and the events that follow from
     * it. To be asked for before the first event is read.
     *
     * @return what is received, from where the last iterator stopped
     * @throws IllegalStateException if events have been read already
     */
    public Iterable<ReceivedChunk> received() {
        reading.lock();
        try {
            if (begun) {
                throw new IllegalStateException(
                        "events of this stream have been read; ask for what is received before");
            }
            call.keepReceived();
        } finally {
            reading.unlock();
        }
        return () -> new PullIterator<>(() -> next(() -> call.conductor().pollReceived()));
    }

    /**
     * How the stream ended. Before the end this reads on, and the events on the way are gone.
     *
     * @return the outcome, with all that arrived
     */
    public Outcome outcome() {
        Outcome outcome = call.conductor().outcome();
        while (outcome == null) {
            next(this::nothing);
            outcome = call.conductor().outcome();
        }
        return outcome;
    }

    /** The next event if it has come already: this never waits. Absent as well while somebody else reads. */
    @Nullable
    ChatEvent ready() {
        if (!reading.tryLock()) {
            return null;
        }
        try {
            return call.conductor().poll();
        } finally {
            reading.unlock();
        }
    }

    private @Nullable ChatEvent nothing() {
        call.conductor().drop();
        return null;
    }

    /**
     * The whole answer, or an exception.
     *
     * @return the completion
     * @throws ChatException unless the outcome is {@link io.astreaming.completion.Completed}
     */
    public ChatCompletion completion() {
        return outcome().orThrow();
    }

    /**
     * The whole text of the first choice, or an exception.
     *
     * @return the text; empty if the answer has none
     * @throws ChatException unless the outcome is {@link io.astreaming.completion.Completed}
     */
    public String text() {
        return completion().text();
    }

    /** {@return what happened when, so far} */
    public Timeline timeline() {
        reading.lock();
        try {
            return call.conductor().timeline();
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

    /** A stream that was closed has an outcome even if nobody reads on. Whoever reads just now sees to it himself. */
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
