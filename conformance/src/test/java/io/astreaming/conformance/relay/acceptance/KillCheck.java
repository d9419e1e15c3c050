package io.astreaming.conformance.relay.acceptance;

import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.Streams;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kills what can be killed while clients read: four nodes that are processes, two that begin streams and two that don't, one
 * Redis, and clients that change the node at random. A lagging replica that is promoted is a Redis that comes back with what it
 * had a moment before.
 */
final class KillCheck {
    private static final int CHUNKS = 300;
    private static final int STREAMS_A_ROUND = 4;
    private static final int MOST_TRIES = 5;
    private static final String BODY = "{\"model\":\"m\",\"stream\":true}";

    private final Random random = new Random(1);
    private final Figures figures;
    private final RedisServer redis;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String recorded;

    /** One client and what was done to its stream's node; the moment of a death, or 0. */
    private record Watched(HoppingClient client, String fault, long diedAt) {}

    private final List<Watched> all = new ArrayList<>();

    private KillCheck(RedisServer redis, Figures figures, String recorded) {
        this.redis = redis;
        this.figures = figures;
        this.recorded = recorded;
    }

    static void run(Path folder, double scale, Figures figures) throws Exception {
        String[] words =
                IntStream.range(0, CHUNKS - 1).mapToObj(i -> "word " + i + " ").toArray(String[]::new);
        String recorded = IntStream.range(0, words.length)
                        .mapToObj(i -> Streams.text(words[i]) + "\n")
                        .collect(Collectors.joining())
                + Streams.stop() + "\n[DONE]\n";
        File errors = folder.resolve("errors").toFile();
        try (ReplayServer provider = ReplayServer.serving(Streams.whole(words))
                        .pace(Pace.every(Duration.ofMillis(10)))
                        .start();
                RedisServer redis = RedisServer.start(folder.resolve("redis"))) {
            KillCheck check = new KillCheck(redis, figures, recorded);
            try {
                for (int i = 0; i < 4; i++) {
                    check.nodes.add(new NodeProcess(redis.uri(), provider.baseUri(), errors));
                }
                check.killAll((int) Math.ceil(20 * scale), (int) Math.ceil(10 * scale));
                check.judge();
            } finally {
                for (NodeProcess node : check.nodes) {
                    node.close();
                }
                check.threads.shutdownNow();
            }
        }
    }

    private void killAll(int kills, int pauses) throws Exception {
        for (int i = 0; i < kills; i++) {
            List<HoppingClient> clients = begin();
            waitFor(300 + random.nextInt(2_000));
            redis.kill();
            waitFor(random.nextInt(500));
            redis.start();
            add(clients, "Redis killed", 0);
            await(clients);
        }
        for (int i = 0; i < kills; i++) {
            List<HoppingClient> clients = begin();
            waitFor(1_000 + random.nextInt(1_500));
            redis.saveLog();
            waitFor(200 + random.nextInt(1_000));
            redis.kill();
            redis.restoreLog();
            redis.start();
            add(clients, "lagging replica promoted", 0);
            await(clients);
        }
        for (int i = 0; i < kills; i++) {
            List<HoppingClient> clients = begin();
            waitFor(300 + random.nextInt(2_000));
            nodes.get(2 + i % 2).kill();
            nodes.get(2 + i % 2).start();
            add(clients, "reader killed", 0);
            await(clients);
        }
        for (int i = 0; i < kills; i++) { // the readers learn it later, so the next round doesn't wait for them
            NodeProcess victim = nodes.get(i % 2);
            AtomicBoolean dead = new AtomicBoolean();
            // Where the next round kills a node that reads, its clients would begin to wait anew.
            List<HoppingClient> clients = beginAt(victim, () -> dead.get() ? readingPort() : anyPort());
            waitFor(300 + random.nextInt(2_000));
            victim.kill();
            dead.set(true);
            add(clients, "producer killed", System.nanoTime());
            victim.start();
        }
        for (int i = 0; i < pauses; i++) {
            NodeProcess victim = nodes.get(i % 4);
            List<HoppingClient> clients = i % 4 < 2 ? beginAt(victim) : begin();
            waitFor(300 + random.nextInt(2_000));
            victim.signal("STOP");
            waitFor(20_000);
            victim.signal("CONT");
            add(clients, i % 4 < 2 ? "producer paused" : "reader paused", 0);
        }
        await(all.stream().map(Watched::client).toList());
    }

    private static void waitFor(long millis) throws InterruptedException {
        Thread.sleep(millis); // the faults come at moments of their own
    }

    private List<HoppingClient> begin() throws Exception {
        List<HoppingClient> clients = new ArrayList<>(beginAt(nodes.get(0)));
        clients.addAll(beginAt(nodes.get(1)));
        return clients;
    }

    private List<HoppingClient> beginAt(NodeProcess node) throws Exception {
        return beginAt(node, this::anyPort);
    }

    private List<HoppingClient> beginAt(NodeProcess node, IntSupplier ports) throws Exception {
        List<HoppingClient> clients = new ArrayList<>();
        for (int i = 0; i < STREAMS_A_ROUND / 2; i++) {
            HoppingClient client = new HoppingClient(beginOneAt(node), ports, 100, 120, random.nextLong());
            clients.add(client);
            threads.execute(client);
        }
        return clients;
    }

    /** Begins a stream. A node that hasn't found the log again, after the fault before, says when to come back. */
    private static String beginOneAt(NodeProcess node) throws Exception {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try (SseConnection post =
                    new SseConnection(node.port(), 10_000, "POST", "/v1/chat/completions", "", BODY)) {
                String id = post.header("x-stream-id");
                if (id != null) {
                    return id;
                }
                if (post.status() != 503) {
                    throw new IllegalStateException("a stream can't begin: " + post.status());
                }
                waitFor(1_000 * Long.parseLong(Objects.requireNonNull(post.header("retry-after"))));
            }
        }
        throw new IllegalStateException("the node doesn't find the log again");
    }

    private synchronized int anyPort() {
        return nodes.get(random.nextInt(nodes.size())).port();
    }

    private synchronized int readingPort() {
        return nodes.get(2 + random.nextInt(2)).port();
    }

    private void add(List<HoppingClient> clients, String fault, long diedAt) {
        clients.forEach(client -> all.add(new Watched(client, fault, diedAt)));
    }

    private static void await(List<HoppingClient> clients) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(130);
        for (HoppingClient client : clients) {
            while (client.endedAt() == 0 && System.nanoTime() < limit) {
                waitFor(5);
            }
        }
    }

    private void judge() throws Exception {
        int wrong = 0;
        long slowest = 0;
        for (String fault : all.stream().map(Watched::fault).distinct().toList()) {
            List<Watched> of =
                    all.stream().filter(one -> one.fault().equals(fault)).toList();
            long completed = of.stream()
                    .filter(one -> "completed".equals(one.client().end()))
                    .count();
            long truncated = of.stream()
                    .filter(one -> "truncated".equals(one.client().end()))
                    .count();
            boolean whole = completed == of.size();
            boolean survives = !fault.startsWith("producer");
            figures.add(
                    fault + ", " + of.size() + " streams",
                    survives ? "all completed" : "completed or truncated",
                    completed + " completed, " + truncated + " truncated",
                    survives ? whole : completed + truncated == of.size());
        }
        for (Watched one : all) {
            String violation = one.client().wrong(recorded);
            if (violation != null) {
                wrong++;
                figures.note(one.fault() + ": " + violation);
            }
            if (one.diedAt() > 0 && "truncated".equals(one.client().end())) {
                slowest = Math.max(slowest, one.client().endedAt() - one.diedAt());
            }
        }
        int visits = all.stream().mapToInt(one -> one.client().visits()).sum();
        figures.add(
                all.size() + " clients, " + visits + " connections: bytes, order, hangs", "0 wrong", wrong, wrong == 0);
        figures.add(
                "death of a producer to the outcome, slowest",
                "<= 16000 ms",
                slowest / 1_000_000 + " ms",
                slowest <= 16_000_000_000L);
        int everlasting = SecureCheck.keysWithoutTimeToLive(redis);
        figures.add("keys without a time to live", "0", everlasting, everlasting == 0);
    }
}
