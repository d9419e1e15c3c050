package io.astreaming.testing;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** The ways to read a stream: what is observed of it must be the same on each. */
public enum ReadingFace {
    PULLED {
        @Override
        public Outcome read(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.outcome();
            }
        }
    },
    PUSHED {
        @Override
        public Outcome read(Chat chat, ChatRequest request) throws Exception {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            chat.publisher(request).subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ChatEvent event) {
                    if (event instanceof StreamEnded ended) {
                        outcome.complete(ended.outcome());
                    }
                }

                @Override
                public void onError(Throwable thrown) {
                    outcome.completeExceptionally(thrown);
                }

                @Override
                public void onComplete() {}
            });
            return outcome.get(30, TimeUnit.SECONDS);
        }
    },
    FUTURE {
        @Override
        public Outcome read(Chat chat, ChatRequest request) throws Exception {
            return chat.outcome(request).get(30, TimeUnit.SECONDS);
        }
    },
    IN_PLACE {
        @Override
        public Outcome read(Chat chat, ChatRequest request) throws Exception {
            return chat.withExecutor(Runnable::run)
                    .listen(request, event -> {})
                    .get(30, TimeUnit.SECONDS);
        }
    };

    /** Reads a stream to its end. */
    public abstract Outcome read(Chat chat, ChatRequest request) throws Exception;
}
