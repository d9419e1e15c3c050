package io.astreaming.conformance.relay.acceptance;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.Streams;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** All clients are cut at once and come back, each after the time that it was told; and a node that is told to end. */
final class StormCheck {
    private static final int ALL = 5_000;
    private static final int STREAMS = 50;
    private static final byte[] BODY = "{\"model\":\"m\",\"stream\":true}".getBytes(StandardCharsets.US_ASCII);

    private StormCheck() {}

    static void run(Path folder, double scale, Figures figures) throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            cutAll(redis, (int) (ALL * scale), figures);
            drain(redis, folder, figures);
        }
    }

    private static void cutAll(RedisServer redis, int count, Figures figures) throws Exception {
        Ticker provider = new Ticker();
        AtomicInteger starts = new AtomicInteger();
        List<RelayExchange> nodes = new ArrayList<>();
        List<Relay> relays = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Relay relay = Relay.over(RedisStreamLog.connect(redis.uri(), "as"), RelaySettings.DEFAULT);
            relays.add(relay);
            nodes.add(RelayExchange.over(relay, NodeServer.SECRET, asked -> {
                starts.incrementAndGet();
                return provider.newStream();
            }));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            RelayRequest post = new RelayRequest("POST", "/v1/chat/completions", null, null, null, "ada", BODY);
            ids.add(nodes.get(i % 2)
                    .handle(post)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .headers()
                    .get("X-Stream-Id"));
        }
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        List<Client> clients = IntStream.range(0, count)
                .mapToObj(i -> new Client(ids.get(i % STREAMS), timer))
                .toList();
        CountDownLatch first = new CountDownLatch(count);
        clients.forEach(client -> client.connect(nodes.get(client.hashCode() & 1), first));
        boolean allThere = first.await(60, TimeUnit.SECONDS);
        int startsBefore = starts.get();
        RedisFigures before = RedisFigures.of(redis);
        CountDownLatch back = new CountDownLatch(count);
        long cut = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Client client = clients.get(i);
            RelayExchange other = nodes.get(i & 1);
            client.leave();
            timer.schedule(() -> client.connect(other, back), client.retryMillis, TimeUnit.MILLISECONDS);
        }
        boolean allBack = back.await(60, TimeUnit.SECONDS);
        long took = (System.nanoTime() - cut) / 1_000_000;
        RedisFigures after = RedisFigures.of(redis);
        long[] retries =
                clients.stream().mapToLong(client -> client.retryMillis).toArray();
        long spread = Figures.percentile(retries, 0.95) - Figures.percentile(retries, 0.05);
        double reads = (double) (after.xranges() - before.xranges()) / count;
        int wrong = (int) clients.stream().filter(client -> client.gap).count();

        figures.add(
                count + " clients of " + STREAMS + " streams cut at once: all back",
                "<= 10000 ms",
                took + " ms",
                allThere && allBack && took <= 10_000);
        figures.add(
                "requests to the provider for them", "0", starts.get() - startsBefore, starts.get() == startsBefore);
        figures.add("XRANGE a client", "<= 2", String.format(Locale.ROOT, "%.2f", reads), reads <= 2);
        figures.add("time to reconnect, p5 to p95", ">= 500 ms apart", spread + " ms", spread >= 500);
        figures.add("clients that missed or repeated an event", "0", wrong, wrong == 0);
        timer.shutdownNow();
        provider.finish();
        for (Relay relay : relays) {
            relay.close(Duration.ofSeconds(2)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        provider.close();
    }

    private static final class Client {
        private final String id;
        private final ScheduledExecutorService timer;
        private volatile long retryMillis;
        private volatile boolean gap;
        private volatile Visit visit = new Visit();
        private long seen;
        private CountDownLatch arrived;

        Client(String id, ScheduledExecutorService timer) {
            this.id = id;
            this.timer = timer;
        }

        void connect(RelayExchange node, CountDownLatch latch) {
            String cursor;
            Visit next = new Visit();
            synchronized (this) {
                arrived = latch;
                visit = next;
                cursor = seen == 0 ? null : id + "." + seen;
            }
            RelayRequest get = new RelayRequest("GET", "/v1/streams/" + id, null, cursor, null, "ada", new byte[0]);
            node.handle(get).thenAccept(response -> {
                if (response.status() == 200) {
                    response.stream().subscribe(next);
                } else { // as Retry-After says
                    var unused = timer.schedule(() -> connect(node, latch), 1, TimeUnit.SECONDS);
                }
            });
        }

        /** Without the lock, since the stream calls with its own. */
        void leave() {
            Visit old = visit;
            visit = new Visit();
            if (old.subscription != null) {
                old.subscription.cancel();
            }
        }

        private synchronized void take(Visit of, ByteBuffer buffer) {
            if (of != visit) {
                return;
            }
            int length = Math.min(80, buffer.remaining());
            String text = new String(buffer.array(), buffer.arrayOffset(), length, StandardCharsets.US_ASCII);
            if (text.startsWith("retry: ")) {
                retryMillis = Long.parseLong(text.substring(7, text.indexOf('\n')));
            }
            int dot = text.indexOf('.');
            if (dot < 0 || text.startsWith(".end", dot)) {
                return;
            }
            long number = Long.parseLong(text.substring(dot + 1, text.indexOf('\n', dot)));
            gap |= number != seen + 1;
            seen = number;
            if (arrived != null) {
                arrived.countDown();
                arrived = null;
            }
        }

        private final class Visit implements Flow.Subscriber<ByteBuffer> {
            private volatile Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription to) {
                subscription = to;
                to.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                take(this, buffer);
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {}
        }
    }

    /** A node that is told to end waits for its streams, and its clients get the whole answer. */
    private static void drain(RedisServer redis, Path folder, Figures figures) throws Exception {
        String[] words = IntStream.range(0, 100).mapToObj(i -> "word " + i).toArray(String[]::new);
        try (ReplayServer provider = ReplayServer.serving(Streams.whole(words))
                        .pace(Pace.every(Duration.ofMillis(30)))
                        .start();
                NodeProcess ending = new NodeProcess(
                        redis.uri(),
                        provider.baseUri(),
                        folder.resolve("errors").toFile());
                NodeProcess staying = new NodeProcess(
                        redis.uri(),
                        provider.baseUri(),
                        folder.resolve("errors").toFile())) {
            List<HoppingClient> clients = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String begun;
                try (SseConnection post = new SseConnection(
                        ending.port(),
                        20_000,
                        "POST",
                        "/v1/chat/completions",
                        "",
                        new String(BODY, StandardCharsets.US_ASCII))) {
                    begun = post.header("x-stream-id");
                }
                int n = i;
                AtomicInteger asked = new AtomicInteger(i);
                HoppingClient client = new HoppingClient(
                        begun,
                        () -> (asked.getAndIncrement() + n) % 2 == 0 ? ending.port() : staying.port(),
                        1_000,
                        60,
                        i);
                clients.add(client);
                threads.add(new Thread(client));
                threads.get(i).start();
            }
            TimeUnit.MILLISECONDS.sleep(700);
            int code = ending.terminate();
            for (Thread thread : threads) {
                thread.join(70_000);
            }
            long whole = clients.stream()
                    .filter(client -> "completed".equals(client.end()))
                    .count();
            figures.add("20 streams of 3 s on a node that is told to end: completed", "20", whole, whole == 20);
            figures.add("exit code of the node", "143 (by SIGTERM)", code, code == 143);
        }
    }
}
