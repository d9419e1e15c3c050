package io.astreaming.conformance.relay.acceptance;

import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many equal requests at once, on two nodes: the provider is asked once. */
final class OnceCheck {
    private static final int REQUESTS = 50;
    private static final String BODY = "{\"model\":\"m\",\"stream\":true}";

    private OnceCheck() {}

    static void run(Path folder, double scale, Figures figures) throws Exception {
        RelaySettings settings = RelaySettings.DEFAULT.withRetention(Duration.ofSeconds(2));
        try (RedisServer redis = RedisServer.start(folder);
                ReplayServer provider = ReplayServer.serving(Streams.whole("a", "b", "c", "d", "e", "f"))
                        .pace(Pace.every(Duration.ofMillis(20)))
                        .start();
                NodeServer one = new NodeServer(
                        RedisStreamLog.connect(redis.uri(), "as"),
                        provider.baseUri().toString(),
                        settings,
                        0);
                NodeServer two = new NodeServer(
                        RedisStreamLog.connect(redis.uri(), "as"),
                        provider.baseUri().toString(),
                        settings,
                        0)) {
            int rounds = (int) Math.ceil(10 * scale);
            int different = 0;
            Set<String> ids = new HashSet<>();
            for (int round = 0; round < rounds; round++) {
                Set<String> bodies = post(one, two, "key " + round, ids);
                different += bodies.size() - 1;
            }
            int asked = provider.requests().size();
            String all = rounds + " x " + REQUESTS + " simultaneous POSTs on 2 nodes";
            figures.add(all + ": requests to the provider", Integer.toString(rounds), asked, asked == rounds);
            figures.add(all + ": bodies that differ", "0", different, different == 0);

            String id = ids.iterator().next();
            Await.until(() -> status(two, "GET", id, "") == 404);
            int resumed = status(one, "POST", id, "Last-Event-ID: " + id + ".3\r\n");
            figures.add("resumed after its time to live", "404", resumed, resumed == 404);
            int more = provider.requests().size() - asked;
            figures.add("requests to the provider for it", "0", more, more == 0);
        }
    }

    private static Set<String> post(NodeServer one, NodeServer two, String key, Set<String> ids) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            int port = (i % 2 == 0 ? one : two).port();
            answers.add(threads.submit(() -> {
                start.await();
                try (SseConnection post = new SseConnection(
                        port, 20_000, "POST", "/v1/chat/completions", "Idempotency-Key: " + key + "\r\n", BODY)) {
                    synchronized (ids) {
                        ids.add(post.header("x-stream-id"));
                    }
                    return post.text().replaceAll("(?m)^(retry: \\d+|:)\n", "");
                }
            }));
        }
        start.countDown();
        Set<String> bodies = new HashSet<>();
        for (Future<String> answer : answers) {
            bodies.add(answer.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();
        return bodies;
    }

    private static int status(NodeServer node, String method, String id, String headers) throws IOException {
        String path = method.equals("GET") ? "/v1/streams/" + id : "/v1/chat/completions";
        try (SseConnection asked =
                new SseConnection(node.port(), 20_000, method, path, headers, method.equals("GET") ? "" : BODY)) {
            return asked.status();
        }
    }
}
