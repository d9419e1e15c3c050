package io.astreaming.benchmarks.load;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One stream of the soak: what was delivered of it, how often it ended and how. */
final class SoakedStream implements StreamListener, Flow.Subscriber<ChatEvent> {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("hi").includeUsage(false).build();
    private static final String WHOLE = Chunks.text(Trouble.CHUNKS);

    private final Trouble trouble;
    private final int cancelAfter;
    private final Runnable over;
    private final StringBuffer delivered = new StringBuffer();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger lastEvents = new AtomicInteger();
    private volatile int events;
    private volatile Flow.Subscription subscription;
    private volatile Outcome outcome;

    SoakedStream(Trouble trouble, int cancelAfter, Runnable over) {
        this.trouble = trouble;
        this.cancelAfter = cancelAfter;
        this.over = over;
    }

    void start(Chat chat, int face, Executor readers) {
        switch (face) {
            case 0 -> chat.publisher(REQUEST).subscribe(this);
            case 1 -> listen(chat);
            default -> readers.execute(() -> pull(chat));
        }
    }

    private void listen(Chat chat) {
        CompletableFuture<CompletableFuture<Outcome>> future = new CompletableFuture<>();
        future.complete(chat.listen(REQUEST, event -> {
            take(event);
            if (events == cancelAfter) {
                future.thenAccept(it -> it.cancel(true));
            }
        }));
    }

    private void pull(Chat chat) {
        try (ChatStream stream = chat.stream(REQUEST)) {
            for (ChatEvent event : stream) {
                take(event);
                if (events == cancelAfter) {
                    return;
                }
            }
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one event at a time
    private void take(ChatEvent event) {
        events++;
        if (event instanceof TextReceived text) {
            delivered.append(text.text());
        } else if (event instanceof StreamEnded) {
            lastEvents.incrementAndGet();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription ours) {
        subscription = ours;
        ours.request(3);
    }

    @Override
    public void onNext(ChatEvent event) {
        take(event);
        if (events == cancelAfter) {
            subscription.cancel();
        } else if (events % 3 == 0) {
            subscription.request(3);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        thrown.printStackTrace();
    }

    @Override
    public void onComplete() {}

    @Override
    public void ended(Outcome how, Timeline timeline) {
        outcome = how;
        if (ends.incrementAndGet() == 1) {
            over.run();
        }
    }

    /** Checks the stream after its end, and reports what is wrong. */
    Outcome check(Consumer<String> wrong) {
        Outcome how = outcome;
        if (how == null || ends.get() != 1 || lastEvents.get() > 1) {
            wrong.accept(trouble + ": " + ends + " ends, " + lastEvents + " last events");
            return how;
        }
        boolean cancelled = cancelAfter != Integer.MAX_VALUE && how instanceof Cancelled;
        if (!cancelled && (!trouble.explains(how) || lastEvents.get() != 1)) {
            wrong.accept(trouble + " ended as " + how.getClass().getSimpleName() + ": " + how.error());
        }
        String kept = how.completion().text();
        if (!kept.startsWith(delivered.toString()) || !WHOLE.startsWith(kept)) {
            wrong.accept(trouble + ": delivered " + delivered.length() + " characters, kept " + kept.length());
        }
        if (!cancelled && !kept.contentEquals(delivered)) {
            wrong.accept(trouble + ": not all was delivered that was kept");
        }
        return how;
    }
}
