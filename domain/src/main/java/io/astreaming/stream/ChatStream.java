package io.astreaming.stream;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.ChatEvent;
import io.astreaming.port.Alarm;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.trace.Timeline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer, pulled: the caller's thread reads and decodes.
 *
 * <p>Iteration ends without throwing, and its last event is {@link io.astreaming.event.StreamEnded}. There is one sequence of events: every
 * iterator continues where the last one stopped. Closing before the end cancels the stream and releases the connection at once.
 *
 * <p>To be read by one thread at a time; {@link #close} may be called from any.
 */
public final class ChatStream implements Iterable<ChatEvent>, AutoCloseable {
    private final ReentrantLock reading = new ReentrantLock();
    private final ChatTransport transport;
    private final ChatCodec codec;
    private final StreamLimits limits;
    private final Exchange exchange;
    private final Conductor conductor;
    private final Patience patience;
    private volatile boolean closed;
    private volatile Patience.@Nullable Exhausted exhausted;
    private volatile boolean over;
    private boolean begun;

    ChatStream(ChatRequest request, ChatTransport transport, ChatCodec codec, Settings settings, TraceSink trace) {
        this.transport = transport;
        this.codec = codec;
        this.limits = settings.limits();
        Alarm alarm = settings.alarm();
        byte[] body = codec.encode(request);
        trace.requested(body);
        long start = alarm.nanoTime();
        this.conductor = new Conductor(
                codec.chunkDecoder(limits), limits, request.includeUsage(), trace, () -> alarm.nanoTime() - start);
        conductor.refuse(settings.refused());
        conductor.redact(transport::redact);
        this.exchange = transport.open(body, settings.timeouts());
        this.patience = new Patience(settings.timeouts(), alarm, this::exhausted);
    }

    /** The events, from where the last iterator stopped. */
    @Override
    public Iterator<ChatEvent> iterator() {
        return new Events();
    }

    /**
     * How the stream ended. Before the end this reads on, and the events on the way are gone.
     *
     * @return the outcome, with all that arrived
     */
    public Outcome outcome() {
        while (true) {
            Outcome outcome = conductor.outcome();
            if (outcome != null) {
                return outcome;
            }
            next();
        }
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
            return conductor.timeline();
        } finally {
            reading.unlock();
        }
    }

    /** Ends the stream and releases its connection at once; harmless after the end. */
    @Override
    public void close() {
        if (over) {
            return;
        }
        closed = true;
        exchange.cancel();
        if (reading.tryLock()) {
            try {
                conductor.cancel();
                settle();
            } finally {
                reading.unlock();
            }
        }
    }

    private @Nullable ChatEvent next() {
        reading.lock();
        try {
            ChatEvent event = conductor.poll();
            while (event == null && !over) {
                advance();
                event = conductor.poll();
            }
            return event;
        } finally {
            reading.unlock();
        }
    }

    private void advance() {
        boolean well = false;
        try {
            if (!begun) {
                begun = true;
                patience.waiting();
                begin(exchange.head());
            } else {
                read();
            }
            well = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            conductor.cancel();
            well = true;
        } catch (StreamTimeoutException e) {
            conductor.timedOut(e);
            well = true;
        } catch (ConnectionException e) {
            lost(e);
            well = true;
        } catch (ChatException e) {
            conductor.fail(e);
            well = true;
        } finally {
            if (!well) {
                exchange.cancel(); // a trace sink threw: its exception goes to the caller, the connection goes back
            }
            if (conductor.outcome() != null) {
                settle();
            }
        }
    }

    private void begin(ResponseHead head) throws InterruptedException {
        patience.headersCame();
        if (head.isSuccess()) {
            conductor.begin(sink -> transport.decoder(head, limits, sink));
        } else {
            conductor.fail(codec.decode(head.map(transport::redact), errorBody()));
        }
    }

    private void read() throws InterruptedException {
        ByteBuffer bytes = readBytes();
        if (bytes == null) {
            conductor.end();
            return;
        }
        conductor.feed(bytes);
        if (conductor.isDone()) {
            conductor.end();
        }
        if (conductor.hasContent()) {
            patience.contentCame();
        }
        if (conductor.hasFinished()) {
            patience.allFinished();
        }
    }

    private @Nullable ByteBuffer readBytes() throws InterruptedException {
        patience.waiting();
        ByteBuffer bytes = exchange.read();
        patience.bytesCame();
        return bytes;
    }

    /** The beginning of a refusal's body, as far as it comes. */
    private byte[] errorBody() throws InterruptedException {
        byte[] body = new byte[limits.errorBodyBytes()];
        int length = 0;
        try {
            while (length < body.length) {
                ByteBuffer bytes = readBytes();
                if (bytes == null) {
                    break;
                }
                int taken = Math.min(bytes.remaining(), body.length - length);
                bytes.get(body, length, taken);
                length += taken;
            }
        } catch (ConnectionException e) {
            // the status alone says enough, and the body so far says more
        }
        String text = new String(body, 0, length, StandardCharsets.UTF_8);
        String redacted = transport.redact(text);
        return redacted.equals(text) ? Arrays.copyOf(body, length) : redacted.getBytes(StandardCharsets.UTF_8);
    }

    private void exhausted(Patience.Exhausted why) {
        exhausted = why;
        exchange.cancel();
    }

    /** The connection is gone: because we wanted it, because we waited too long, or by itself. */
    private void lost(ConnectionException cause) {
        Patience.Exhausted why = exhausted;
        if (closed) {
            conductor.cancel();
        } else if (why == null) {
            conductor.connectionLost(cause);
        } else if (why.error() == null) {
            conductor.end();
        } else {
            conductor.timedOut(why.error());
        }
    }

    private void settle() {
        patience.stop();
        over = true;
        if (conductor.outcome() instanceof Completed) {
            exchange.release();
        } else {
            exchange.cancel();
        }
    }

    /** Pulls one event after the other. */
    private final class Events implements Iterator<ChatEvent> {
        private @Nullable ChatEvent ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = ChatStream.this.next();
            }
            return ahead != null;
        }

        @Override
        public ChatEvent next() {
            ChatEvent event = ahead != null ? ahead : ChatStream.this.next();
            if (event == null) {
                throw new NoSuchElementException("the stream has ended");
            }
            ahead = null;
            return event;
        }
    }
}
