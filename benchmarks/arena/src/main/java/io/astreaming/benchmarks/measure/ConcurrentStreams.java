package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Client;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many streams at a time, and how late each of their chunks was. */
final class ConcurrentStreams {
    private final int streams;
    private final long[] latencies;
    private final long[] stamps;
    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch started;
    private final CountDownLatch ended;
    private final AtomicInteger whole = new AtomicInteger();

    ConcurrentStreams(int streams, int pieces) {
        this.streams = streams;
        latencies = new long[streams * pieces];
        stamps = new long[streams * pieces];
        started = new CountDownLatch(streams);
        ended = new CountDownLatch(streams);
    }

    /** Begins to start the streams, on a thread of its own: a client may let its caller read an answer to the end. */
    void start(Client client, String model) {
        Thread starter = new Thread(() -> startAll(client, model), "starter");
        starter.setDaemon(true);
        starter.start();
    }

    private void startAll(Client client, String model) {
        for (int i = 0; i < streams; i++) {
            boolean[] first = {true};
            CompletableFuture<?> end = client.stream(model, text -> {
                long now = System.nanoTime();
                int at = arrived.getAndIncrement();
                stamps[at] = Long.parseLong(text, 1, text.length(), 10);
                latencies[at] = now - stamps[at];
                if (first[0]) {
                    first[0] = false;
                    started.countDown();
                }
            });
            end.whenComplete((result, failure) -> {
                if (failure == null) {
                    whole.incrementAndGet();
                }
                ended.countDown();
            });
        }
    }

    boolean awaitStart(long seconds) throws InterruptedException {
        return started.await(seconds, TimeUnit.SECONDS);
    }

    /** How many came to a good end. */
    int awaitEnd(long seconds) throws InterruptedException {
        boolean unused = ended.await(seconds, TimeUnit.SECONDS);
        return whole.get();
    }

    int arrived() {
        return arrived.get();
    }

    /** Latencies of what was sent after this time, in order. */
    long[] latenciesSince(long nanos) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < arrived.get(); i++) {
            if (stamps[i] - nanos > 0) {
                found.add(latencies[i]);
            }
        }
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    static long usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
