package io.astreaming.stream;

import io.astreaming.event.ChatEvent;
import io.astreaming.request.ChatRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The two ways to read an answer, here to its end and on the test's own thread. */
public enum Face {
    PULLED {
        @Override
        void read(Chat chat, ChatRequest request, Consumer<Runnable> cancel, List<ChatEvent> events) {
            try (ChatStream stream = chat.stream(request)) {
                cancel.accept(() -> CompletableFuture.runAsync(stream::close)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()); // as somebody would who doesn't read
                stream.forEach(events::add);
            }
        }
    },

    PUSHED {
        @Override
        void read(Chat chat, ChatRequest request, Consumer<Runnable> cancel, List<ChatEvent> events) {
            chat.withExecutor(Runnable::run).publisher(request).subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    cancel.accept(subscription::cancel);
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ChatEvent event) {
                    events.add(event);
                }

                @Override
                public void onError(Throwable thrown) {
                    throw new AssertionError(thrown);
                }

                @Override
                public void onComplete() {}
            });
        }
    };

    /**
     * Reads an answer to its end.
     *
     * @param cancel gets what ends the stream early
     * @param events gets what is told
     */
    abstract void read(Chat chat, ChatRequest request, Consumer<Runnable> cancel, List<ChatEvent> events);
}
