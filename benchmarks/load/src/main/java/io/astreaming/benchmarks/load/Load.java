package io.astreaming.benchmarks.load;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.event.TextReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many streams at the same time on the push face. Every one must come to its end with every piece of its text; threads are
 * counted while they run, and what is left is looked at when they are over.
 */
public final class Load {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Load() {}

    /** Arguments: streams, chunks of each, milliseconds between two. */
    public static void main(String[] args) throws Exception {
        int streams = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int chunks = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        Duration gap = Duration.ofMillis(args.length > 2 ? Long.parseLong(args[2]) : 20);
        ChatRequest request =
                ChatRequest.model("m").user("hi").includeUsage(false).build();
        try (ServerProcess server = ServerProcess.serving(chunks, gap)) {
            warmUp(server, request);
            Vitals before = Vitals.now();
            LongAdder pieces = new LongAdder();
            int threads = 0;
            long start = System.nanoTime();
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            int whole;
            try (JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
                Chat chat = Chat.over(transport, new JsonbChatCodec());
                for (int i = 0; i < streams; i++) {
                    outcomes.add(chat.listen(request, event -> {
                        if (event instanceof TextReceived) {
                            pieces.increment();
                        }
                    }));
                }
                CompletableFuture<?> all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new));
                while (!all.isDone() && System.nanoTime() - start < PATIENCE.toNanos()) {
                    threads = Math.max(threads, Vitals.threadsNow());
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                String text = Chunks.text(chunks);
                whole = (int) outcomes.stream()
                        .filter(outcome -> outcome.isDone()
                                && outcome.join() instanceof Completed completed
                                && completed.completion().text().equals(text))
                        .count();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = Vitals.processorTime().minus(before.cpu()).toNanos() / 1e9;
            outcomes.clear();
            Vitals after = before.settled(Duration.ofSeconds(20));
            Report report = new Report();
            report.add("streams, chunks of each, gap", streams + ", " + chunks + ", " + gap.toMillis() + " ms");
            report.add("whole, every piece of the text there", whole + " of " + streams);
            report.add("pieces of text received", pieces.sum());
            report.add("time until the last was over", String.format(Locale.ROOT, "%.1f s", seconds));
            report.add("at the servers' pace", String.format(Locale.ROOT, "%.1f s", chunks * gap.toMillis() / 1e3));
            report.add(
                    "processor time of the client",
                    String.format(Locale.ROOT, "%.1f s, %.1f µs a chunk", cpu, cpu * 1e6 / pieces.sum()));
            report.add("threads before, at most, after", before.threads() + ", " + threads + ", " + after.threads());
            report.add("open files before and after", before.files() + ", " + after.files());
            report.add("heap before and after", Report.mib(before.heap()) + ", " + Report.mib(after.heap()));
            report.add("streams that the server still sends", server.openStreams());
            report.print();
            boolean leaks = after.threads() > before.threads() || after.files() > before.files();
            System.exit(whole == streams && !leaks ? 0 : 1);
        }
    }

    /** Classes and code that every run needs, so that what remains after the load is the load's. */
    private static void warmUp(ServerProcess server, ChatRequest request) {
        try (JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            Chat.over(transport, new JsonbChatCodec()).outcome(request).join();
        }
    }
}
