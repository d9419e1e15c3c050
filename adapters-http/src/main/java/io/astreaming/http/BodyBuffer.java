package io.astreaming.http;

import io.astreaming.port.ResponseHead;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the client's threads meet whoever reads; neither ever waits. The client is asked for one list of buffers at a time, and
 * for the next as soon as one is there: so it goes on reading on its own thread, where a reader who asked would have to wake it
 * for every list. Once there is enough for a while it isn't asked until the reader has taken all, so the socket feels a slow
 * reader.
 *
 * <p>Thread-safe; {@link #head}, {@link #read} and {@link #release} belong to one reader at a time. Nobody is called under the
 * lock: client and reader may answer at once, on the same thread. (A lock, for a monitor would pin the carrier of a virtual
 * thread up to Java 23.)
 */
final class BodyBuffer implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {
    /** The client isn't asked for more while the reader has so many bytes, the objects around them included. */
    private static final long HIGH_WATER_MARK = 64 << 10;

    private static final long BYTES_AROUND_A_BUFFER = 64;

    private static final long SPARE_BYTES = 8 << 10;
    private static final ByteBuffer NOTHING_YET = ByteBuffer.allocate(0);

    private final ExceptionMapper failures;
    private final Consumer<Runnable> later;
    private final Runnable arrived;
    private final ReentrantLock lock = new ReentrantLock();

    private boolean headersReceived;
    /** Absent before the response and once its body is read. */
    private @Nullable ResponseHead head;

    private @Nullable Subscription subscription;
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(2);
    private long held;
    private boolean requestPending;
    private boolean waiting = true;
    private boolean over;
    private @Nullable Throwable failure;
    private boolean released;
    private long spare = SPARE_BYTES;

    /**
     * A hand-over of one response.
     *
     * @param later does something once a rest of the body has been waited for long enough
     * @param arrived called when there are bytes for a reader who found none, when the head is there, and when all is over
     */
    BodyBuffer(ExceptionMapper failures, Consumer<Runnable> later, Runnable arrived) {
        this.failures = failures;
        this.later = later;
        this.arrived = arrived;
    }

    // The reader's side.

    /** The response's start, absent as long as it hasn't come; or throws what came instead. */
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

    /** The next bytes, empty as long as they haven't come, absent at the end; or throws what came instead. */
    @Nullable
    ByteBuffer read() {
        while (true) {
            Subscription upstream;
            lock.lock();
            try {
                head = null;
                ByteBuffer bytes = buffers.poll();
                if (bytes != null) {
                    held -= weight(bytes);
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
            // The answer may come at once; so the reader looks again, and needn't be called before he has.
            upstream.request(1);
        }
    }

    private static long weight(ByteBuffer buffer) {
        return buffer.remaining() + BYTES_AROUND_A_BUFFER;
    }

    // Anybody's side.

    /** Whether nothing more will come. */
    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was ended by us before there was a response: no subscription ends that, the request itself has to be. */
    boolean isCancelledEarly() {
        lock.lock();
        try {
            return over && !headersReceived && failure instanceof CancellationException;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the exchange; what has arrived and wasn't read is dropped. */
    void cancel() {
        Subscription upstream;
        lock.lock();
        try {
            if (over && buffers.isEmpty()) {
                return;
            }
            upstream = over ? null : subscription;
            drop();
            over = true;
            failure = new CancellationException();
        } finally {
            lock.unlock();
        }
        if (upstream != null) {
            upstream.cancel();
        }
        arrived.run();
    }

    /** Lets a short rest of the body come, without a reader. False if there is no response yet. */
    boolean release() {
        lock.lock();
        try {
            if (over || !headersReceived) {
                return over;
            }
            released = true;
            drop();
        } finally {
            lock.unlock();
        }
        ask();
        if (!isOver()) {
            later.accept(this::cancel);
        }
        return true;
    }

    private void drop() {
        buffers.clear();
        held = 0;
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

    /** Whom to ask for a list: nobody while there is enough, or one on its way, or none to come. Under the lock. */
    private @Nullable Subscription demand() {
        if (requestPending || over || held >= HIGH_WATER_MARK) {
            return null;
        }
        requestPending = true;
        return subscription;
    }

    // The client's side.

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        begin(info.statusCode(), info.headers(), false);
        return this;
    }

    /** The client says of some responses only that they came, such as of a proxy's refusal to make a tunnel: they have no body. */
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

    private void begin(int status, HttpHeaders headers, boolean whole) {
        ResponseHead start = new ResponseHead(status, headers.map());
        lock.lock();
        try {
            headersReceived = true;
            head = start;
            over |= whole;
        } finally {
            lock.unlock();
        }
        arrived.run();
    }

    /** Complete from the start: whoever wants the body reads it here, not at the client. */
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
        boolean rest;
        boolean wake;
        lock.lock();
        try {
            requestPending = false;
            if (over) {
                return;
            }
            rest = released;
            for (ByteBuffer buffer : list) {
                if (rest) {
                    spare -= buffer.remaining();
                } else if (buffer.hasRemaining()) {
                    held += weight(buffer);
                    buffers.add(buffer);
                }
            }
            wake = waiting && held > 0;
            waiting &= !wake;
        } finally {
            lock.unlock();
        }
        if (wake) {
            arrived.run();
        }
        if (rest && spare < 0) {
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
        arrived.run();
    }
}
