package io.astreaming.http.relay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/** Hands a stream's buffers to a thread that waits for them. */
final class BlockingBody implements Flow.Subscriber<ByteBuffer> {
    /** How many buffers are asked for at a time. */
    private static final int WINDOW = 16;

    /** What came; empty at the end. */
    private final LinkedBlockingQueue<Optional<ByteBuffer>> buffers = new LinkedBlockingQueue<>();

    private final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
    private volatile boolean broken;

    private BlockingBody() {}

    static void write(Flow.Publisher<ByteBuffer> stream, OutputStream out) throws IOException {
        BlockingBody body = new BlockingBody();
        stream.subscribe(body);
        Flow.Subscription subscription = body.subscribed.join();
        try {
            subscription.request(WINDOW);
            int written = 0;
            for (Optional<ByteBuffer> next = body.buffers.take(); next.isPresent(); next = body.buffers.take()) {
                ByteBuffer buffer = next.get();
                out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
                if (body.buffers.isEmpty()) {
                    out.flush();
                }
                if (++written == WINDOW / 2) {
                    subscription.request(written);
                    written = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a client reads a stream");
        } finally {
            subscription.cancel();
        }
        if (body.broken) {
            throw new IOException("the stream broke off: the client has to come back");
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscribed.complete(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        buffers.add(Optional.of(buffer));
    }

    @Override
    public void onError(Throwable error) {
        broken = true;
        buffers.add(Optional.empty());
    }

    @Override
    public void onComplete() {
        buffers.add(Optional.empty());
    }
}
