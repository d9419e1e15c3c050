package io.astreaming.client;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Passes the events to a listener and completes with the outcome. Its demand is unlimited; a slow listener slows the
 * provider. Thread-safe.
 */
public final class OutcomeFuture extends CompletableFuture<Outcome> implements Flow.Subscriber<ChatEvent> {
    private final Consumer<ChatEvent> listener;

    public OutcomeFuture(Consumer<ChatEvent> listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Ends the stream when the future completes in any way, such as by a timeout of its own; the listener still
     * receives the last event.
     */
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        var unused = whenComplete((outcome, thrown) -> ((StreamSubscription<?>) subscription).end());
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ChatEvent event) {
        listener.accept(event);
        if (event instanceof StreamEnded ended) {
            complete(ended.outcome());
        }
    }

    @Override
    public void onError(Throwable thrown) {
        completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {}
}
