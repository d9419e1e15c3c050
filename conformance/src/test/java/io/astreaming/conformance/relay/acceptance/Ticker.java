package io.astreaming.conformance.relay.acceptance;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.value.UsageNotReported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;

/** A provider that gives every stream a chunk each 20 ms, which has the moment at which it was sent. */
final class Ticker implements AutoCloseable {
    private static final long INTERVAL = 20_000_000;
    private static final int CHUNK_BYTES = 303;
    private static final String BEFORE_CONTENT = "{\"id\":\"chatcmpl-CqO1f3kXW0mJc6VY2bQyTn8sLdHra\","
            + "\"object\":\"chat.completion.chunk\",\"created\":1764550000,\"model\":\"gpt-4.1-2025-04-14\","
            + "\"system_fingerprint\":\"fp_5b1f7c2a90\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";
    private static final String AFTER_CONTENT =
            "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"";
    private static final ChatCompletion NOTHING =
            new ChatCompletion(null, null, null, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of());

    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "provider");
    private volatile boolean closed;
    private volatile long sent;
    private volatile long refused;

    Ticker() {
        thread.setDaemon(true);
        thread.start();
    }

    Flow.Publisher<ReceivedChunk> newStream() {
        return subscriber -> {
            Source source = new Source(subscriber);
            subscriber.onSubscribe(source);
            sources.add(source);
        };
    }

    int streams() {
        return sources.size();
    }

    long sent() {
        return sent;
    }

    /** Returns how many chunks a stream didn't take in time, since the log was behind. */
    long refused() {
        return refused;
    }

    /** Returns when a chunk was sent, in nanoseconds. */
    static long sentAt(byte[] data) {
        long value = 0;
        for (int i = BEFORE_CONTENT.length(); data[i] != '"'; i++) {
            value = value * 10 + data[i] - '0';
        }
        return value;
    }

    /** Returns a chunk as OpenAI sends it, with its obfuscation of random letters, whose content is the moment. */
    private static byte[] chunk(long nanos) {
        StringBuilder text = new StringBuilder(BEFORE_CONTENT).append(nanos).append(AFTER_CONTENT);
        long random = nanos;
        while (text.length() < CHUNK_BYTES - 2) {
            random = random * 6364136223846793005L + 1442695040888963407L;
            text.append(Character.forDigit((int) (random >>> 33) % 36, 36));
        }
        return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            for (Source source : sources) {
                source.send();
            }
            next += INTERVAL;
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else {
                next = System.nanoTime();
            }
        }
    }

    /** Ends all streams with a whole answer. */
    void finish() {
        for (Source source : sources) {
            source.finish();
        }
        sources.clear();
    }

    @Override
    public void close() throws Exception {
        closed = true;
        thread.join(5_000);
    }

    private final class Source implements Flow.Subscription {
        private final Flow.Subscriber<? super ReceivedChunk> subscriber;
        private long demand;
        private boolean over;

        Source(Flow.Subscriber<? super ReceivedChunk> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public synchronized void request(long n) {
            demand += n;
        }

        @Override
        public synchronized void cancel() {
            over = true;
            sources.remove(this);
        }

        synchronized void send() {
            if (over) {
                return;
            }
            if (demand == 0) {
                refused++;
                return;
            }
            demand--;
            sent++;
            byte[] data = chunk(System.nanoTime());
            subscriber.onNext(
                    new ReceivedChunk(new Payload(data, 0, data.length, Payload.MESSAGE, 0, 0), null, 0, List.of()));
        }

        synchronized void finish() {
            if (!over) {
                over = true;
                subscriber.onNext(new ReceivedChunk(
                        Payload.of("[DONE]"), null, 0, List.of(new StreamEnded(new Completed(NOTHING)))));
                subscriber.onComplete();
            }
        }
    }
}
