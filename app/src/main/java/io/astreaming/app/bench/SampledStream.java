package io.astreaming.app.bench;

import io.astreaming.completion.Outcome;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Measures one stream while it arrives. Its publisher calls it one at a time. */
final class SampledStream implements Subscriber<ReceivedChunk>, StreamListener {
    /** How many gaps of one stream are kept; an endless stream must not fill the memory. */
    private static final int MAX_GAPS = 100_000;

    private final int number;
    private final long due;
    private final long sent;
    private final CompletableFuture<Sample> sample = new CompletableFuture<>();
    private final List<Long> gaps = new ArrayList<>();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable KeptStream recording;
    private volatile @Nullable Long headers;
    private volatile boolean cancelled;
    private @Nullable Long firstContent;
    private @Nullable Long firstOutput;
    private long lastContent;

    /**
     * Starts the measurement of a request that is sent now.
     *
     * @param due when it should have been sent, on the clock of {@link System#nanoTime}
     */
    SampledStream(int number, long due) {
        this.number = number;
        this.due = due;
        this.sent = System.nanoTime();
    }

    /** Returns the measurement; completes exceptionally only if the program itself failed. */
    CompletableFuture<Sample> sample() {
        return sample;
    }

    /** Sets what keeps the stream itself, before the request is sent. */
    void keepIn(KeptStream kept) {
        recording = kept;
    }

    void cancel() {
        cancelled = true;
        Subscription started = subscription;
        if (started != null) {
            started.cancel();
            sample.cancel(false);
        }
    }

    @Override
    public void responseStarted(int attempt, ResponseHead head) {
        headers = System.nanoTime() - due;
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        if (cancelled) {
            cancel();
        } else {
            started.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(ReceivedChunk chunk) {
        long time = sent - due + chunk.nanos();
        boolean content = false;
        boolean output = false;
        Outcome outcome = null;
        for (ChatEvent event : chunk.events()) {
            boolean text = isOutput(event);
            output |= text;
            content |= text || event instanceof ReasoningReceived;
            outcome = event instanceof StreamEnded ended ? ended.outcome() : outcome;
        }
        // A stream's last item repeats at its end what came before, such as a call that is complete.
        if (content && chunk.payload() != null) {
            arrived(time, output);
        }
        if (outcome != null) {
            sample.complete(new Sample(
                    number, outcome, headers(), firstContent, firstOutput, List.copyOf(gaps), time, recording));
        }
    }

    /** The hook is called when the headers are handled, which may be after the first bytes have arrived. */
    private @Nullable Long headers() {
        Long told = headers;
        return told == null || firstContent == null ? told : (Long) Math.min(told, firstContent);
    }

    private void arrived(long time, boolean output) {
        if (firstContent == null) {
            firstContent = time;
        } else if (gaps.size() < MAX_GAPS) {
            gaps.add(time - lastContent);
        }
        if (output && firstOutput == null) {
            firstOutput = time;
        }
        lastContent = time;
    }

    private static boolean isOutput(ChatEvent event) {
        return event instanceof TextReceived
                || event instanceof ToolArgumentsReceived
                || event instanceof ToolCallStarted
                || event instanceof RefusalReceived
                || event instanceof AudioReceived;
    }

    @Override
    public void onError(Throwable problem) {
        sample.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        // The last item has said it.
    }
}
