package io.astreaming.conformance.relay.acceptance;

import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.RelayedStream;
import io.astreaming.relay.StreamRequest;
import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.astreaming.testing.RedisServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many streams of a chunk each 20 ms on one node, every fifth of them read on another, all in this process but Redis. */
final class LoadCheck {
    private static final int ALL = 2_000;
    private static final StreamRequest REQUEST = new StreamRequest("ada", "digest", "chat");
    private static final int STALLED = 200;

    private final Ticker provider = new Ticker();
    private final List<RelayedStream> onOther = new ArrayList<>();
    private final long[] lags = new long[2_000_000];
    private final AtomicInteger lagCount = new AtomicInteger();

    private LoadCheck() {}

    static void run(Path folder, double scale, Figures figures) throws Exception {
        try (RedisServer redis = RedisServer.start(folder, "--appendonly", "no")) {
            new LoadCheck().run(redis, (int) (ALL * scale), figures);
        }
    }

    private void run(RedisServer redis, int streams, Figures figures) throws Exception {
        Relay producing = Relay.over(RedisStreamLog.connect(redis.uri(), "as"), RelaySettings.DEFAULT);
        Relay other = Relay.over(RedisStreamLog.connect(redis.uri(), "as"), RelaySettings.DEFAULT);
        int few = Math.max(1, streams / 20);
        List<StreamId> ids = new ArrayList<>(start(producing, few)); // warms up
        follow(other, ids);
        TimeUnit.SECONDS.sleep(3);
        long heapOfFew = heap();
        int threadsOfFew = Thread.activeCount();
        List<StreamId> more = start(producing, streams - few);
        ids.addAll(more);
        TimeUnit.SECONDS.sleep(5);
        double heap = (heap() - heapOfFew) / 1024.0 / more.size();
        follow(other, more);
        TimeUnit.SECONDS.sleep(5);

        lagCount.set(0);
        RedisFigures before = RedisFigures.of(redis);
        long sentBefore = provider.sent();
        long refusedBefore = provider.refused();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(20);
        RedisFigures after = RedisFigures.of(redis);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long chunks = provider.sent() - sentBefore;
        long late = provider.refused() - refusedBefore;
        long[] measured = java.util.Arrays.copyOf(lags, Math.min(lags.length, lagCount.get()));
        long heapOfAll = heap();
        int threadsOfAll = Thread.activeCount();

        figures.note(String.format(
                Locale.ROOT, "%d streams, %.0f chunks/s, %d chunks refused", streams, chunks / seconds, late));
        double writes = (after.xadds() - before.xadds()) / seconds / streams;
        figures.add("XADD/s a stream", "<= 18", String.format(Locale.ROOT, "%.1f", writes), writes <= 18);
        double micros = (after.cpuSeconds() - before.cpuSeconds()) * 1e6 / chunks;
        figures.add(
                "Redis CPU a chunk, readers included",
                "<= 3 us",
                String.format(Locale.ROOT, "%.2f us", micros),
                micros <= 3);
        double connections = after.connections() / 2.0;
        figures.add("connections to Redis a node", "<= 3", connections, connections <= 3);
        long p50 = Figures.percentile(measured, 0.5) / 1_000_000;
        long p99 = Figures.percentile(measured, 0.99) / 1_000_000;
        figures.add("lag on the other node, p50", "<= 100 ms", p50 + " ms", p50 <= 100);
        figures.note("lag p99 " + p99 + " ms (wanted on a quiet machine: <= 100 ms), " + measured.length + " events");
        figures.add("heap a stream on its node", "<= 30 kB", String.format(Locale.ROOT, "%.1f kB", heap), heap <= 30);
        double followed = (heapOfAll - heapOfFew) / 1024.0 - heap * more.size();
        figures.note(String.format(
                Locale.ROOT, "heap a followed stream on the reading node %.1f kB", followed * 5 / more.size()));
        figures.add(
                "threads beside those of a twentieth of the streams",
                "0",
                threadsOfAll - threadsOfFew,
                threadsOfAll <= threadsOfFew + 1);

        for (int i = 0; i < STALLED; i++) {
            onOther.get(i % onOther.size()).events(0).subscribe(new Stalled());
        }
        TimeUnit.SECONDS.sleep(5);
        lagCount.set(0);
        TimeUnit.SECONDS.sleep(5);
        double stalled = (heap() - heapOfAll) / 1024.0 / STALLED;
        long p50Then = Figures.percentile(java.util.Arrays.copyOf(lags, lagCount.get()), 0.5) / 1_000_000;
        figures.add(
                "heap of a reader that takes nothing",
                "<= 128 kB",
                String.format(Locale.ROOT, "%.1f kB", stalled),
                stalled <= 128);
        figures.add("lag of the others then, p50", "<= 100 ms", p50Then + " ms", p50Then <= 100);

        RedisFigures full = RedisFigures.of(redis);
        figures.note(String.format(
                Locale.ROOT,
                "Redis memory %.0f MB for %d chunks of 303 bytes: %.0f bytes a chunk",
                full.memory() / 1e6,
                provider.sent(),
                (double) full.memory() / provider.sent()));
        provider.finish();
        producing.close(Duration.ofSeconds(5)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        other.close(Duration.ofSeconds(1)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        provider.close();
    }

    private List<StreamId> start(Relay producing, int count) throws Exception {
        List<StreamId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(StreamId.random());
            producing
                    .start(ids.get(i), REQUEST, provider::newStream)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .events(0)
                    .subscribe(new Reading(false));
        }
        return ids;
    }

    /** Reads every fifth stream on the other node. */
    private void follow(Relay other, List<StreamId> ids) throws Exception {
        for (int i = 0; i < ids.size(); i += 5) {
            RelayedStream there = other.find(ids.get(i)).toCompletableFuture().get(20, TimeUnit.SECONDS);
            there.events(there.last()).subscribe(new Reading(true));
            onOther.add(there);
        }
    }

    /** What a full collection leaves. What comes afterwards isn't counted: these streams produce megabytes of garbage a second. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private final class Reading implements Flow.Subscriber<RelayEvent> {
        private final boolean measured;

        Reading(boolean measured) {
            this.measured = measured;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(RelayEvent event) {
            if (measured && event instanceof StoredEvent stored && stored.data().length > 100) {
                int index = lagCount.getAndIncrement();
                if (index < lags.length) {
                    lags[index] = System.nanoTime() - Ticker.sentAt(stored.data());
                }
            }
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }

    private static final class Stalled implements Flow.Subscriber<RelayEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(RelayEvent event) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }
}
