package io.astreaming.http;

import io.astreaming.port.ResponseHead;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the client's threads, which never wait, meet the one thread that reads, which does. The client is asked for one list
 * of buffers at a time, and only when the reader has none, so the socket feels a slow reader.
 *
 * <p>Thread-safe; {@link #head} and {@link #next} belong to the reader. The client is never called under the lock: it may
 * answer at once, on the same thread. (A lock, for a monitor would pin the carrier of a virtual thread up to Java 23.)
 */
final class BodyHandover implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {
    private static final long SPARE_BYTES = 8 << 10;

    private final Failures failures;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable ResponseHead head;
    private @Nullable Subscription subscription;
    private Iterator<ByteBuffer> arrived = Collections.emptyIterator();
    private boolean asked;
    private boolean over;
    private @Nullable Throwable failure;
    private boolean released;
    private long spare = SPARE_BYTES;

    BodyHandover(Failures failures, Duration patience) {
        this.failures = failures;
        this.patience = patience;
    }

    // The reader's side.

    /** Waits for the response's start, or throws what came instead. */
    ResponseHead head() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (head == null && !over) {
                changed.await();
            }
            if (head == null) {
                throw failures.describe(failure == null ? new CancellationException() : failure, false);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next bytes, absent at the end, or throws what came instead. */
    @Nullable
    ByteBuffer next() throws InterruptedException {
        while (true) {
            ask();
            lock.lockInterruptibly();
            try {
                while (asked && !over) {
                    changed.await();
                }
                while (arrived.hasNext()) {
                    ByteBuffer bytes = arrived.next();
                    if (bytes.hasRemaining()) {
                        return bytes;
                    }
                }
                if (failure != null) {
                    throw failures.describe(failure, head != null);
                }
                if (over) {
                    return null;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Asks the client for a list, unless there is one, or one on its way, or none to come. */
    private void ask() {
        Subscription upstream = null;
        lock.lock();
        try {
            if (!asked && !over && !arrived.hasNext()) {
                asked = true;
                upstream = subscription;
            }
        } finally {
            lock.unlock();
        }
        if (upstream != null) {
            upstream.request(1);
        }
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

    /** Ends the exchange; what has arrived and wasn't read is dropped. */
    void cancel() {
        Subscription upstream = null;
        lock.lock();
        try {
            if (over && !arrived.hasNext()) {
                return;
            }
            upstream = over ? null : subscription;
            arrived = Collections.emptyIterator();
            finish(new CancellationException());
        } finally {
            lock.unlock();
        }
        if (upstream != null) {
            upstream.cancel();
        }
    }

    /** Lets a short rest of the body come, without a reader. False if there is no body yet. */
    boolean release() {
        lock.lock();
        try {
            if (over || subscription == null) {
                return over;
            }
            released = true;
            arrived = Collections.emptyIterator();
        } finally {
            lock.unlock();
        }
        ask();
        if (!isOver()) {
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(this::cancel);
        }
        return true;
    }

    // The client's side.

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        ResponseHead start = new ResponseHead(info.statusCode(), info.headers().map());
        lock.lock();
        try {
            head = start;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Complete from the start: who waits for the body waits here, not at the client. */
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
            wanted = asked;
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
    public void onNext(List<ByteBuffer> buffers) {
        lock.lock();
        try {
            asked = false;
            if (over) {
                return;
            }
            if (!released) {
                arrived = buffers.iterator();
                changed.signalAll();
                return;
            }
            for (ByteBuffer buffer : buffers) {
                spare -= buffer.remaining();
            }
        } finally {
            lock.unlock();
        }
        if (spare < 0) {
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
            if (!over) {
                finish(thrown);
            }
        } finally {
            lock.unlock();
        }
    }

    private void finish(@Nullable Throwable thrown) {
        over = true;
        failure = thrown;
        changed.signalAll();
    }
}
