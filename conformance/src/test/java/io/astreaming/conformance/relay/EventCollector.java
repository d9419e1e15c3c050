package io.astreaming.conformance.relay;

import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamSealed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** A reader that keeps what it receives. It asks for one event at a time, and leaves after a number if it is told to. */
final class EventCollector implements Flow.Subscriber<RelayEvent> {
    private final List<String> texts = new ArrayList<>();
    private final CompletableFuture<StreamSealed> end = new CompletableFuture<>();
    private final CompletableFuture<Long> left = new CompletableFuture<>();
    private final long leaveAfter;
    private Flow.Subscription subscription;

    EventCollector() {
        this(Long.MAX_VALUE);
    }

    EventCollector(long leaveAfter) {
        this.leaveAfter = leaveAfter;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription to) {
        subscription = to;
        to.request(1);
    }

    @Override
    public synchronized void onNext(RelayEvent event) {
        if (event instanceof StoredEvent stored) {
            texts.add(stored.number() + " " + new String(stored.data(), StandardCharsets.UTF_8));
            if (stored.number() == leaveAfter) {
                subscription.cancel();
                left.complete(stored.number());
                return;
            }
        } else if (event instanceof StreamSealed sealed) {
            end.complete(sealed);
        }
        subscription.request(1);
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
        left.completeExceptionally(error);
    }

    @Override
    public void onComplete() {}

    StreamSealed end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    long left() throws Exception {
        return left.get(20, TimeUnit.SECONDS);
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }
}
