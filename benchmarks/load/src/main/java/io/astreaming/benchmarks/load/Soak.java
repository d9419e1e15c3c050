package io.astreaming.benchmarks.load;

import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A long life in a short time: streams that meet every trouble there is, on both faces, some of them cancelled at some point.
 * Each must end once, as its trouble explains, with all in its completion that was delivered; and when all is over, nothing must be left.
 */
public final class Soak {
    private static final int AT_A_TIME = 200;
    private static final int PULLING = 50;
    /** How long the client keeps connections for a next request: after it those that are open are in use, or leaked. */
    private static final int KEPT_SECONDS = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Soak() {}

    /** Arguments: streams, the seed of chance. */
    public static void main(String[] args) throws Exception {
        System.setProperty("jdk.httpclient.keepalive.timeout", String.valueOf(KEPT_SECONDS));
        int streams = args.length > 0 ? Integer.parseInt(args[0]) : 30_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Random random = new Random(seed);
        Semaphore room = new Semaphore(AT_A_TIME);
        List<SoakedStream> all = new ArrayList<>();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        Map<String, AtomicInteger> ends = new TreeMap<>();
        ExecutorService readers = Executors.newFixedThreadPool(PULLING);
        long start = System.nanoTime();
        Vitals before;
        Vitals after;
        int open;
        try (ServerProcess server = ServerProcess.troubled()) {
            Map<Trouble, JdkChatTransport> transports = new EnumMap<>(Trouble.class);
            for (Trouble trouble : Trouble.values()) {
                transports.put(trouble, JdkChatTransport.to(server.baseUrl(trouble)));
            }
            run(Trouble.values().length * 20, new Random(0), transports, room, readers, new ArrayList<>()); // warms up
            Thread.sleep(5_000 * KEPT_SECONDS); // for connections that are kept to go
            before = Vitals.now();
            run(streams, random, transports, room, readers, all);
            for (SoakedStream stream : all) {
                Outcome outcome = stream.check(wrong::add);
                String end = outcome == null ? "none" : outcome.getClass().getSimpleName();
                ends.computeIfAbsent(end, ignored -> new AtomicInteger()).incrementAndGet();
            }
            all.clear();
            Thread.sleep(1_000); // what the servers notice, they notice soon
            open = server.openStreams();
            after = before.settled(Duration.ofSeconds(20));
            transports.values().forEach(JdkChatTransport::close);
        }
        readers.shutdown();
        Report report = new Report();
        report.add("streams, at a time, seed", streams + ", " + AT_A_TIME + ", " + seed);
        report.add("time", String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - start) / 1e9));
        ends.forEach((end, count) -> report.add("ended as " + end, count));
        report.add("streams with something wrong", wrong.size());
        report.add("threads before and after", before.threads() + ", " + after.threads());
        report.add("open files before and after", before.files() + ", " + after.files());
        report.add("heap before and after", Report.mib(before.heap()) + ", " + Report.mib(after.heap()));
        report.add("streams that the servers still send", open);
        report.print();
        wrong.stream().limit(20).forEach(System.out::println);
        boolean well = wrong.isEmpty() && after.threads() <= before.threads() && after.files() <= before.files() + 2;
        System.exit(well && open == 0 ? 0 : 1);
    }

    private static void run(
            int streams,
            Random random,
            Map<Trouble, JdkChatTransport> transports,
            Semaphore room,
            ExecutorService readers,
            List<SoakedStream> all)
            throws InterruptedException {
        JsonbChatCodec codec = new JsonbChatCodec();
        Trouble[] troubles = Trouble.values();
        for (int i = 0; i < streams; i++) {
            Trouble trouble = troubles[random.nextInt(troubles.length)];
            int cancelAfter = random.nextInt(5) < 3 ? 1 + random.nextInt(12) : Integer.MAX_VALUE;
            SoakedStream stream = new SoakedStream(trouble, cancelAfter, room::release);
            all.add(stream);
            if (!room.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
            Chat chat = Chat.over(transports.get(trouble), codec)
                    .withTimeouts(timeouts())
                    .withRetry(RetryPolicy.DEFAULT
                            .withMaxAttempts(attempts(trouble))
                            .withBackoff(Duration.ofMillis(2), Duration.ofMillis(10))
                            .withMaxTotalBackoff(Duration.ofSeconds(5)))
                    .withListener(request -> stream);
            boolean inPlace = random.nextBoolean();
            stream.start(inPlace ? chat.withExecutor(Runnable::run) : chat, random.nextInt(3), readers);
        }
        room.tryAcquire(AT_A_TIME, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        room.release(AT_A_TIME);
    }

    /** If every pooled connection is stale, a request must try all of them. */
    private static int attempts(Trouble trouble) {
        return trouble == Trouble.STALE_CONNECTION ? 2 * AT_A_TIME : 3;
    }

    private static StreamTimeouts timeouts() {
        Duration timeout = Duration.ofSeconds(30);
        return StreamTimeouts.DEFAULT
                .withHeaders(timeout)
                .withFirstContent(timeout)
                .withIdle(Duration.ofSeconds(1))
                .withTotal(timeout)
                .withAfterFinish(timeout);
    }
}
