package io.astreaming.conformance.relay.acceptance;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.redis.EntryCipher;
import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.log.StreamId;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a stranger learns, what a cursor that nobody gave does, and where content is found that was to stay secret. */
final class SecureCheck {
    private static final int CURSORS = 1_000_000;
    private static final int TIMED = 4_000;
    private static final String PLANTED = "the planted text of an answer";
    private static final String BODY = "{\"model\":\"m\",\"stream\":true,\"messages\":[\"the planted question\"]}";

    private SecureCheck() {}

    static void run(Path folder, double scale, Figures figures) throws Exception {
        Path data = folder.resolve("redis");
        try (RedisServer redis = RedisServer.start(data);
                ReplayServer provider = ReplayServer.serving(Streams.whole(PLANTED, PLANTED, PLANTED))
                        .start();
                NodeServer node = new NodeServer(
                        RedisStreamLog.connect(redis.uri(), "as", EntryCipher.aesGcm(new byte[32])),
                        provider.baseUri().toString(),
                        RelaySettings.DEFAULT,
                        0)) {
            String id = answer(node, "ada");
            strangers(node, id, (int) (TIMED * scale), figures);
            cursors(node.exchange, id, (int) (CURSORS * scale), figures);
            redis.command("save");
            int files = filesWith(data, "planted");
            figures.add("files of Redis with the answer, encrypted", "0", files, files == 0);
            logs(redis, provider, folder, figures);
            int everlasting = keysWithoutTimeToLive(redis);
            figures.add("keys without a time to live", "0", everlasting, everlasting == 0);
        }
    }

    private static String answer(NodeServer node, String owner) throws Exception {
        try (SseConnection post = new SseConnection(
                node.port(), 20_000, "POST", "/v1/chat/completions", "Authorization: " + owner + "\r\n", BODY)) {
            if (!post.text().contains(PLANTED)) {
                throw new IllegalStateException("the answer isn't the provider's");
            }
            return String.valueOf(post.header("x-stream-id"));
        }
    }

    private static RelayResponse get(RelayExchange exchange, String id, String cursor, String owner) throws Exception {
        RelayRequest request = new RelayRequest("GET", "/v1/streams/" + id, null, cursor, null, owner, new byte[0]);
        return exchange.handle(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A stream of somebody else and one that doesn't exist: the same answer, after the same time as far as a client can tell. */
    private static void strangers(NodeServer node, String id, int times, Figures figures) throws Exception {
        long[] foreign = new long[times];
        long[] unknown = new long[times];
        int different = 0;
        for (int i = -200; i < times; i++) {
            long start = System.nanoTime();
            String first = askAsStranger(node, id);
            long middle = System.nanoTime();
            String second = askAsStranger(node, StreamId.random().value());
            long end = System.nanoTime();
            if (i >= 0) {
                foreign[i] = middle - start;
                unknown[i] = end - middle;
            }
            different += first.equals(second) && first.startsWith("404") ? 0 : 1;
        }
        figures.add("answers to a stranger that differ from those for an unknown id", "0", different, different == 0);
        long apart = Figures.percentile(foreign, 0.5) - Figures.percentile(unknown, 0.5);
        long noise = Figures.percentile(unknown, 0.75) - Figures.percentile(unknown, 0.25);
        figures.add(
                "medians apart over HTTP",
                "<= " + noise / 1_000 + " us (quartiles of the same request)",
                apart / 1_000 + " us",
                times < 1_000 || Math.abs(apart) <= noise); // fewer show nothing
    }

    private static String askAsStranger(NodeServer node, String id) throws Exception {
        try (SseConnection asked =
                new SseConnection(node.port(), 20_000, "GET", "/v1/streams/" + id, "Authorization: eve\r\n", "")) {
            asked.headers().remove("date");
            return asked.status() + " " + asked.headers() + asked.text();
        }
    }

    private static void cursors(RelayExchange exchange, String id, int count, Figures figures) throws Exception {
        Random random = new Random(1);
        Map<Integer, Integer> statuses = new HashMap<>();
        int failed = 0;
        int foreign = 0;
        for (int i = 0; i < count; i++) {
            String cursor = fuzzed(id, random);
            try {
                RelayResponse response = get(exchange, id, cursor, "ada");
                statuses.merge(response.status(), 1, Integer::sum);
                if (response.isStreamed()) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    response.writeTo(out);
                    foreign += out.toString(StandardCharsets.UTF_8).contains(id) ? 0 : 1;
                }
                failed += response.status() >= 500 ? 1 : 0;
            } catch (Exception e) {
                failed++;
            }
        }
        figures.add(count + " fuzzed cursors: failures", "0", failed, failed == 0);
        figures.add("answers with another stream's bytes", "0", foreign, foreign == 0);
        figures.note("statuses " + statuses);
    }

    private static String fuzzed(String id, Random random) {
        StringBuilder cursor = new StringBuilder(id + "." + (1 + random.nextInt(9)));
        if (random.nextInt(100) == 0) {
            return cursor.toString();
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(cursor.length() + 1);
            char letter = (char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : 32 + random.nextInt(95));
            switch (random.nextInt(3)) {
                case 0 -> cursor.insert(at, letter);
                case 1 -> cursor.setCharAt(Math.min(at, cursor.length() - 1), letter);
                default -> cursor.deleteCharAt(Math.min(at, cursor.length() - 1));
            }
            if (cursor.length() == 0) {
                return ".";
            }
        }
        return cursor.toString();
    }

    /** A node that serves, loses its log and is killed says nothing of what it serves. */
    private static void logs(RedisServer redis, ReplayServer provider, Path folder, Figures figures) throws Exception {
        Path errors = Files.createFile(folder.resolve("errors"));
        try (NodeProcess node = new NodeProcess(redis.uri(), provider.baseUri(), errors.toFile())) {
            for (int i = 0; i < 20; i++) {
                try (SseConnection post = new SseConnection(
                        node.port(),
                        20_000,
                        "POST",
                        "/v1/chat/completions",
                        "Authorization: planted-owner\r\n",
                        BODY)) {
                    String text = post.text();
                    if (!text.contains(PLANTED)) {
                        throw new IllegalStateException("status " + post.status() + ": " + text);
                    }
                }
                if (i == 10) {
                    redis.kill();
                    try (SseConnection refused = new SseConnection(
                            node.port(),
                            20_000,
                            "POST",
                            "/v1/chat/completions",
                            "Authorization: planted-owner\r\n",
                            BODY)) {
                        figures.add("status while Redis is away", "503", refused.status(), refused.status() == 503);
                    }
                    redis.start();
                    while (status(node) == 503) {
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                }
            }
        }
        String printed = Files.readString(errors);
        boolean silent = !printed.contains("planted") && !printed.contains("a secret of");
        figures.add(
                "content or secrets in " + printed.length() + " bytes of the node's log",
                "none",
                silent ? "none" : "found",
                silent);
    }

    private static int status(NodeProcess node) throws Exception {
        try (SseConnection asked = new SseConnection(
                node.port(), 20_000, "GET", "/v1/streams/" + StreamId.random().value(), "", "")) {
            return asked.status();
        }
    }

    private static int filesWith(Path folder, String text) throws Exception {
        int found = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found += Files.readString(file, StandardCharsets.ISO_8859_1).contains(text) ? 1 : 0;
            }
        }
        return found;
    }

    static int keysWithoutTimeToLive(RedisServer redis) throws Exception {
        return Integer.parseInt(redis.command(
                "eval",
                "local n = 0 for _, k in ipairs(redis.call('KEYS', '*')) do"
                        + " if redis.call('PTTL', k) == -1 then n = n + 1 end end return n",
                "0"));
    }
}
