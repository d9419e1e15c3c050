package io.astreaming.conformance.relay.acceptance;

import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.Streams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Streams that are stopped from the other node, also while the producing one is paused. */
final class StopCheck {
    private static final String BODY = "{\"model\":\"m\",\"stream\":true}";
    private static final int TABS = 4;
    private static final int WARM_UP = 10;

    private StopCheck() {}

    static void run(Path folder, double scale, Figures figures) throws Exception {
        String[] words = IntStream.range(0, 3_000).mapToObj(i -> "word " + i).toArray(String[]::new);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RedisServer redis = RedisServer.start(folder);
                ReplayServer provider = ReplayServer.serving(Streams.whole(words))
                        .pace(Pace.every(Duration.ofMillis(20)))
                        .start();
                NodeProcess producing = new NodeProcess(
                        redis.uri(),
                        provider.baseUri(),
                        folder.resolve("errors").toFile());
                NodeServer other = new NodeServer(
                        RedisStreamLog.connect(redis.uri(), "as"),
                        provider.baseUri().toString(),
                        RelaySettings.DEFAULT,
                        0)) {
            int stops = (int) Math.ceil(100 * scale);
            long[] closed = new long[stops];
            int different = 0;
            for (int i = -WARM_UP; i < stops; i++) {
                String id = begin(producing.port());
                List<Future<String>> tabs = new ArrayList<>();
                for (int tab = 0; tab < TABS; tab++) {
                    int port = tab % 2 == 0 ? producing.port() : other.port();
                    tabs.add(threads.submit(() -> lastLines(port, id)));
                }
                TimeUnit.MILLISECONDS.sleep(100); // some events
                long asked = System.nanoTime();
                String answer = stop(other.port(), id);
                while (provider.openStreams() > 0 && System.nanoTime() - asked < 5_000_000_000L) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                if (i >= 0) {
                    closed[i] = System.nanoTime() - asked;
                }
                Set<String> ends = new HashSet<>();
                for (Future<String> tab : tabs) {
                    ends.add(tab.get(20, TimeUnit.SECONDS));
                }
                boolean same = ends.size() == 1 && ends.iterator().next().contains("stream_cancelled");
                different += same && answer.contains("\"outcome\":\"cancelled\"") ? 0 : 1;
            }
            long p99 = Figures.percentile(closed, 0.99) / 1_000_000;
            figures.add(
                    stops + " stops from the other node: provider's connection closed, p99",
                    "<= 500 ms",
                    p99 + " ms",
                    p99 <= 500);
            figures.note("p50 " + Figures.percentile(closed, 0.5) / 1_000_000 + " ms");
            figures.add(TABS + " tabs on 2 nodes: another end than the same cancelled", "0", different, different == 0);

            String id = begin(producing.port());
            TimeUnit.MILLISECONDS.sleep(300);
            producing.signal("STOP");
            long asked = System.nanoTime();
            String answer = stop(other.port(), id);
            long took = (System.nanoTime() - asked) / 1_000_000;
            producing.signal("CONT");
            figures.add(
                    "stop while the producer is paused",
                    "cancelled, <= 3000 ms",
                    answer.strip() + ", " + took + " ms",
                    answer.contains("\"outcome\":\"cancelled\"") && took <= 3_000);
            while (provider.openStreams() > 0 && System.nanoTime() - asked < 20_000_000_000L) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            int open = provider.openStreams();
            figures.add("provider's connections after it goes on", "0", open, open == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String begin(int port) throws Exception {
        try (SseConnection post = new SseConnection(port, 20_000, "POST", "/v1/chat/completions", "", BODY)) {
            return post.header("x-stream-id");
        }
    }

    private static String stop(int port, String id) throws Exception {
        try (SseConnection stop = new SseConnection(port, 20_000, "DELETE", "/v1/streams/" + id, "", "")) {
            return stop.text();
        }
    }

    /** Returns how the stream ends. */
    private static String lastLines(int port, String id) throws Exception {
        try (SseConnection get = new SseConnection(port, 20_000, "GET", "/v1/streams/" + id, "", "")) {
            String text = get.text();
            return text.substring(Math.max(0, text.lastIndexOf("id: ")));
        }
    }
}
