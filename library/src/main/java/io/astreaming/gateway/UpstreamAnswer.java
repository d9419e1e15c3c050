package io.astreaming.gateway;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.ResponseHead;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The provider's answer, for a thread that waits for each piece, but not without end. Thread-safe. */
final class UpstreamAnswer implements Flow.Subscriber<ReceivedChunk> {
    /** How many pieces may wait: a client that reads slowly slows the provider. */
    private static final int WINDOW = 16;

    /** What comes: a chunk, or how the stream ended, or an error of the program. */
    record Signal(
            @Nullable ReceivedChunk chunk,
            @Nullable Outcome outcome,
            @Nullable Throwable error) {
        boolean isEnd() {
            return chunk == null;
        }
    }

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private volatile @Nullable ResponseHead head;

    /** The provider has accepted the request. */
    void accepted(ResponseHead given) {
        head = given;
    }

    /** Returns the head of the provider's response; null until the provider has accepted the request. */
    @Nullable
    ResponseHead head() {
        return head;
    }

    /** Waits for the next signal; null if none comes in time. */
    @Nullable
    Signal next(Duration patience) throws InterruptedIOException {
        try {
            Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (signal != null && !signal.isEnd()) {
                subscription.join().request(1);
            }
            return signal;
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the provider answers");
        }
    }

    /** Releases the connection to the provider at once; harmless after the end. */
    void cancel() {
        var unused = subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        given.request(WINDOW);
    }

    @Override
    public void onNext(ReceivedChunk received) {
        signals.add(new Signal(received, null, null));
        for (ChatEvent event : received.events()) {
            if (event instanceof StreamEnded ended) {
                signals.add(new Signal(null, ended.outcome(), null));
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        signals.add(new Signal(null, null, error));
    }

    @Override
    public void onComplete() {}
}
