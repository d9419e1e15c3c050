package io.astreaming.servlet;

import io.astreaming.http.relay.RelayResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer when the client can take it. The container and the relay call it from their own threads; one of them at
 * a time does the work, and the others leave it what they brought.
 */
final class AsyncResponse implements WriteListener {
    /** How many buffers may wait for the client. */
    private static final int WINDOW = 8;

    /** How the body ended. */
    private enum End {
        WHOLE,
        BROKEN
    }

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final Runnable breakConnection;
    private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable End end;
    private volatile Flow.@Nullable Subscription pieces;

    /**
     * Whether the container has said that something may be written, and not yet that nothing may. Containers must not be asked
     * before they have called.
     */
    private volatile boolean writable;

    private @Nullable ServletOutputStream out;
    private boolean unflushed = true; // the client needn't wait for the headers

    AsyncResponse(AsyncContext async, HttpServletResponse response, Runnable breakConnection) {
        this.async = async;
        this.response = response;
        this.breakConnection = breakConnection;
    }

    /** Begins with the status and the headers. */
    void begin(RelayResponse relayed, String contextPath) {
        try {
            response.setStatus(relayed.status());
            relayed.headers().forEach((name, value) -> {
                boolean path = name.equals("Content-Location");
                response.setHeader(name, path ? contextPath + value : value);
            });
            ServletOutputStream output = response.getOutputStream();
            out = output;
            if (relayed.isStreamed()) {
                relayed.stream().subscribe(new Pieces());
            } else {
                arrived.add(ByteBuffer.wrap(relayed.bytes()));
                end = End.WHOLE;
            }
            output.setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            leave();
        }
    }

    @Override
    public void onWritePossible() {
        writable = true;
        write();
    }

    /** The client has gone, or the container is going. */
    @Override
    public void onError(Throwable error) {
        leave();
    }

    /** Takes what the relay gives. */
    private final class Pieces implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            pieces = subscription;
            if (over.get()) {
                subscription.cancel();
            } else {
                subscription.request(WINDOW);
            }
        }

        @Override
        public void onNext(ByteBuffer piece) {
            arrived.add(piece);
            write();
        }

        @Override
        public void onError(Throwable error) {
            end = End.BROKEN;
            write();
        }

        @Override
        public void onComplete() {
            end = End.WHOLE;
            write();
        }
    }

    private void write() {
        if (calls.getAndIncrement() > 0) {
            return; // whoever is writing sees it
        }
        int seen = 1;
        do {
            try {
                writeWhatIsPossible();
            } catch (IOException | RuntimeException e) {
                leave();
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }

    private void writeWhatIsPossible() throws IOException {
        ServletOutputStream output = out;
        while (output != null && !over.get() && isReady(output)) {
            End ended = end; // is read before the pieces: none comes after it
            ByteBuffer piece = arrived.poll();
            if (piece != null) {
                unflushed = true;
                output.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
                Flow.Subscription from = pieces;
                if (from != null) {
                    from.request(1);
                }
            } else if (unflushed) {
                unflushed = false;
                output.flush();
            } else if (ended == null) {
                return;
            } else if (over.compareAndSet(false, true)) {
                Runnable last = ended == End.WHOLE ? async::complete : breakConnection;
                last.run();
            }
        }
    }

    /** If it isn't ready, the container may call before this returns, and then that call counts. */
    private boolean isReady(ServletOutputStream output) {
        if (!writable) {
            return false;
        }
        writable = false;
        boolean ready = output.isReady();
        if (ready) {
            writable = true;
        }
        return ready;
    }

    /** The client has gone. */
    private void leave() {
        Flow.Subscription from = pieces;
        if (from != null) {
            from.cancel();
        }
        if (over.compareAndSet(false, true)) {
            try {
                async.complete();
            } catch (IllegalStateException e) {
                // The container has completed it.
            }
        }
    }
}
