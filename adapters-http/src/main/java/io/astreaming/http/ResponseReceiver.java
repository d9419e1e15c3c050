package io.astreaming.http;

import io.astreaming.port.ResponseHead;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes a response from the client's threads to the reader's thread; neither waits for the other. The client is asked
 * for one list of buffers at a time, and for the next one as soon as a list arrives: so it continues on its own thread,
 * and the reader needn't wake it for every list. Once enough bytes are buffered, it isn't asked again until the reader
 * has read them all, so that the server notices a slow reader.
 *
 * <p>Thread-safe; {@link #head}, {@link #read} and {@link #release} are called by one reader at a time. No other object
 * is called under the lock, since client and reader may answer at once, on the same thread. (It is a lock because a
 * monitor pins the carrier of a virtual thread up to Java 23.)
 */
final class ResponseReceiver implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {
    private static final ByteBuffer NOTHING_YET = ByteBuffer.allocate(0);

    private final ExceptionMapper failures;
    private final Consumer<Runnable> scheduleDrainTimeout;
    private final Runnable wakeReader;
    private final ReentrantLock lock = new ReentrantLock();

    private boolean headersReceived;
    /** Null before the response and once its body is read. */
    private @Nullable ResponseHead head;

    private @Nullable Subscription subscription;
    private final BufferQueue queue = new BufferQueue();
    private boolean requestPending;
    /** Whether the reader found nothing to read, and wants to be called. */
    private boolean waiting = true;

    /** Whether nothing more will arrive. */
    private boolean over;

    private @Nullable Throwable failure;

    /**
     * Creates the receiver of one response.
     *
     * @param failures describes what went wrong
     * @param scheduleDrainTimeout schedules a task for the time when the rest of a body has taken too long
     * @param wakeReader is called when bytes arrive for a reader that found none, when the head arrives, and at the end
     */
    ResponseReceiver(ExceptionMapper failures, Consumer<Runnable> scheduleDrainTimeout, Runnable wakeReader) {
        this.failures = failures;
        this.scheduleDrainTimeout = scheduleDrainTimeout;
        this.wakeReader = wakeReader;
    }

    // Called by the reader.

    /** Returns the response's start, null if it hasn't arrived; throws if a failure arrived instead. */
    @Nullable
    ResponseHead head() {
        lock.lock();
        try {
            if (!headersReceived && over) {
                throw failures.describe(failure == null ? new CancellationException() : failure, false);
            }
            if (headersReceived && head == null) {
                throw new IllegalStateException("the head comes before the body");
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the next bytes, empty if they haven't arrived, null at the end; throws if a failure arrived instead. */
    @Nullable
    ByteBuffer read() {
        while (true) {
            Subscription upstream;
            lock.lock();
            try {
                head = null;
                ByteBuffer bytes = queue.poll();
                if (bytes != null) {
                    return bytes;
                }
                if (failure != null) {
                    throw failures.describe(failure, headersReceived);
                }
                if (over) {
                    return null;
                }
                upstream = demand();
                waiting = upstream == null;
                if (upstream == null) {
                    return NOTHING_YET;
                }
            } finally {
                lock.unlock();
            }
            // The client may answer at once: the loop then finds the bytes, and the reader needn't be called.
            upstream.request(1);
        }
    }

    /** Lets a short rest of the body arrive without a reader. Returns false if there is no response yet. */
    boolean release() {
        lock.lock();
        try {
            if (over || !headersReceived) {
                return over;
            }
            queue.drain();
        } finally {
            lock.unlock();
        }
        ask();
        if (!isOver()) {
            scheduleDrainTimeout.accept(this::cancel);
        }
        return true;
    }

    // Called by anyone.

    /** Returns whether nothing more will arrive. */
    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether it was cancelled before there was a response: then the request itself must be cancelled, too. */
    boolean isCancelledEarly() {
        lock.lock();
        try {
            return over && !headersReceived && failure instanceof CancellationException;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the exchange, and drops what wasn't read. */
    void cancel() {
        Subscription upstream;
        lock.lock();
        try {
            if (over && queue.isEmpty()) {
                return;
            }
            upstream = over ? null : subscription;
            queue.clear();
            over = true;
            failure = new CancellationException();
        } finally {
            lock.unlock();
        }
        if (upstream != null) {
            upstream.cancel();
        }
        wakeReader.run();
    }

    private void ask() {
        Subscription upstream;
        lock.lock();
        try {
            upstream = demand();
        } finally {
            lock.unlock();
        }
        if (upstream != null) {
            upstream.request(1);
        }
    }

    /**
     * Returns the subscription to ask for a list; null if enough is buffered, if a list was asked for already, or if
     * none will arrive. Called under the lock.
     */
    private @Nullable Subscription demand() {
        if (requestPending || over || queue.isFull()) {
            return null;
        }
        requestPending = true;
        return subscription;
    }

    // Called by the client.

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        begin(info.statusCode(), info.headers(), false);
        return this;
    }

    /**
     * Receives a response for which the client asked for no body handler, such as a proxy's refusal to open a tunnel.
     */
    void onBodylessResponse(HttpResponse<?> response) {
        if (!hasBegun()) {
            begin(response.statusCode(), response.headers(), true);
        }
    }

    private boolean hasBegun() {
        lock.lock();
        try {
            return headersReceived;
        } finally {
            lock.unlock();
        }
    }

    private void begin(int status, HttpHeaders headers, boolean bodyEnded) {
        ResponseHead start = new ResponseHead(status, headers.map());
        lock.lock();
        try {
            headersReceived = true;
            head = start;
            over |= bodyEnded;
        } finally {
            lock.unlock();
        }
        wakeReader.run();
    }

    /** Complete from the start: the reader reads the body here, and not from the client. */
    @Override
    public CompletionStage<Void> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        boolean refused;
        boolean wanted;
        lock.lock();
        try {
            refused = over || subscription != null;
            wanted = requestPending;
            if (!refused) {
                subscription = upstream;
            }
        } finally {
            lock.unlock();
        }
        if (refused) {
            upstream.cancel();
        } else if (wanted) {
            upstream.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> list) {
        boolean drained;
        boolean wake;
        lock.lock();
        try {
            requestPending = false;
            if (over) {
                return;
            }
            queue.add(list);
            drained = queue.isDrainedTooLong();
            wake = waiting && !queue.isEmpty();
            waiting &= !wake;
        } finally {
            lock.unlock();
        }
        if (wake) {
            wakeReader.run();
        }
        if (drained) {
            cancel();
        } else {
            ask();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        end(thrown);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable thrown) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            failure = thrown;
        } finally {
            lock.unlock();
        }
        wakeReader.run();
    }
}
