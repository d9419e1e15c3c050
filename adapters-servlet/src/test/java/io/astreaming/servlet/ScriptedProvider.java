package io.astreaming.servlet;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.testing.Await;
import io.astreaming.value.UsageNotReported;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that answers the last request as the test says. */
final class ScriptedProvider {
    private static final ChatCompletion NOTHING =
            new ChatCompletion(null, null, null, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of());

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Answer answer;

    Flow.Publisher<ReceivedChunk> ask() {
        asked.incrementAndGet();
        return subscriber -> {
            Answer begun = new Answer(subscriber);
            answer = begun;
            subscriber.onSubscribe(begun);
        };
    }

    int asked() {
        return asked.get();
    }

    boolean isCancelled() {
        return answer.cancelled;
    }

    void send(String text) throws Exception {
        Await.until(() -> answer != null);
        answer.add(new ReceivedChunk(Payload.of(text), null, 0, List.of()));
    }

    void end() {
        answer.add(new ReceivedChunk(Payload.of("[DONE]"), null, 0, List.of(new StreamEnded(new Completed(NOTHING)))));
    }

    private static final class Answer implements Flow.Subscription {
        private final Flow.Subscriber<? super ReceivedChunk> subscriber;
        private final Queue<ReceivedChunk> waiting = new ArrayDeque<>();
        private long demand;
        private volatile boolean cancelled;

        Answer(Flow.Subscriber<? super ReceivedChunk> subscriber) {
            this.subscriber = subscriber;
        }

        synchronized void add(ReceivedChunk chunk) {
            waiting.add(chunk);
            deliver();
        }

        @Override
        public synchronized void request(long n) {
            demand += n;
            deliver();
        }

        private void deliver() {
            while (demand > 0 && !waiting.isEmpty()) {
                demand--;
                subscriber.onNext(waiting.remove());
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
