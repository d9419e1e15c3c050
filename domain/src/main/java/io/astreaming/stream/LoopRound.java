package io.astreaming.stream;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.request.ChatRequest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request of a {@link ToolLoop}, and the outcome of its stream. Thread-safe. */
final class LoopRound {
    private final CompletableFuture<Outcome> stream;
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable Throwable thrown;

    /**
     * Sends a request.
     *
     * @param listener receives the events
     * @param done called once there is an outcome or an exception of the caller's own code
     */
    LoopRound(Chat chat, ChatRequest request, Consumer<? super ChatEvent> listener, Runnable done) {
        stream = chat.listen(request, event -> {
            listener.accept(event);
            if (event instanceof StreamEnded ended) {
                outcome = ended.outcome();
                done.run();
            }
        });
        var unused = stream.whenComplete((completed, failure) -> {
            if (failure != null && !(failure instanceof CancellationException)) {
                thrown = failure;
                done.run();
            }
        });
    }

    /** Returns the outcome; null if there is none yet. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** Returns what the caller's own code threw; null if it threw nothing. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Ends the stream at once. Its outcome follows. */
    void cancel() {
        stream.cancel(true);
    }
}
