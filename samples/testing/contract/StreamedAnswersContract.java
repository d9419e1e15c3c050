package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Pace;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What a service that streams answers does, whatever framework it is built on: the whole service stands between a real
 * client and a server that answers like a provider.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
abstract class StreamedAnswersContract {
    static final String KEY = "planted-secret-0123456789";
    static final Recording HELLO = Recording.ofPayloads(
            List.of(
                    "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}",
                    "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\", world\"}}]}",
                    "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
            true);

    private final HttpClient client = HttpClient.newBuilder()
            .executor(task -> new Thread(task, "test-client").start())
            .build();
    private Service service;
    private int port;

    /** A service that runs. */
    interface Service extends AutoCloseable {
        int port();

        /** Whether it has begun to stop. Most services take no connections then. */
        default boolean isStopping() {
            return !accepts(port());
        }

        /** Stops it as its operator would, and waits until it has ended. */
        @Override
        void close();
    }

    /** Starts the service with these properties, and waits until it accepts connections. */
    abstract Service start(Map<String, String> properties) throws Exception;

    /** What the service runs on, for the figures. */
    abstract String platform();

    final void start(ReplayServer provider, Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of(
                "astreaming.base-url",
                provider.baseUri().toString(),
                "astreaming.api-key",
                KEY,
                "astreaming.model",
                "configured-model"));
        properties.putAll(more);
        service = start(properties);
        port = service.port();
    }

    @AfterEach
    void stop() {
        Service running = service;
        service = null;
        if (running != null) {
            running.close();
        }
    }

    @Test
    @Order(1) // the figures are those of a JVM that has just started
    void endsRunningStreamsBeforeItStopsAndLeavesNoThreads() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Semaphore permits = new Semaphore(1);
        try (ReplayServer provider =
                ReplayServer.serving(HELLO).pace(Pace.permittedBy(permits)).start()) {
            long begin = System.nanoTime();
            start(provider, Map.of());
            long started = System.nanoTime();
            try (BufferedReader lines = lines(ask())) {
                assertThat(data(lines)).isEqualTo("{\"text\":\"Hello\"}");
                long first = System.nanoTime();

                Service stopping = service;
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(this::stop);
                assertThat(within(Duration.ofSeconds(20), stopping::isStopping)).isTrue();
                assertThat(stopped).isNotDone();
                permits.release(100);
                assertThat(data(lines)).isEqualTo("{\"text\":\", world\"}");
                assertThat(data(lines)).isNull();
                stopped.get(40, TimeUnit.SECONDS);
                assertThat(provider.openStreams()).isZero();

                List<Thread> left = threadsLeftSince(before);
                System.out.printf(
                        Locale.ROOT,
                        "== %s, Java %s: started in %.1f s, first piece after %d ms, %d threads left %s%n",
                        platform(),
                        Runtime.version().feature(),
                        (started - begin) / 1e9,
                        TimeUnit.NANOSECONDS.toMillis(first - started),
                        left.size(),
                        left.stream().map(Thread::getName).sorted().toList());
                assertThat(left)
                        .noneMatch(
                                thread -> !thread.isDaemon() || thread.getName().startsWith("astreaming"));
            }
        }
    }

    @Test
    void streamsTextPieceByPiece() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (ReplayServer provider =
                ReplayServer.serving(HELLO).pace(Pace.permittedBy(permits)).start()) {
            start(provider, Map.of());
            CompletableFuture<HttpResponse<InputStream>> asked = ask();
            permits.release(); // one piece, and no other before the client has seen it
            try (BufferedReader lines = lines(asked)) {
                assertThat(data(lines)).isEqualTo("{\"text\":\"Hello\"}");
                permits.release(100);
                assertThat(data(lines)).isEqualTo("{\"text\":\", world\"}");
                assertThat(data(lines)).isNull();
            }
            HttpResponse<InputStream> response = asked.get();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        }
    }

    @Test
    void asksTheProviderAsItIsConfigured() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(HELLO).start()) {
            start(provider, Map.of("astreaming.defaults.temperature", "0.5"));
            try (BufferedReader lines = lines(ask())) {
                assertThat(lines.lines().toList()).isNotEmpty();
            }
            ReceivedRequest request = provider.requests().get(0);
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
            assertThat(request.text())
                    .contains("\"model\":\"configured-model\"", "\"temperature\":0.5", "\"Say hello\"");
        }
    }

    @Test
    void answersARefusalWithAStatusAndAProblem() throws Exception {
        Reply busy = Reply.status(429, "{\"error\":{\"message\":\"quota of account 4711\"}}")
                .header("Retry-After", "7");
        try (ReplayServer provider = ReplayServer.answering(busy).start()) {
            start(provider, Map.of("astreaming.retry.max-attempts", "1"));
            HttpResponse<InputStream> response = ask().get(30, TimeUnit.SECONDS);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
            assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"status\":503", "rejected")
                    .doesNotContain("4711")
                    .doesNotContain(KEY);
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void saysThatAnAnswerBrokeOff() throws Exception {
        try (ReplayServer provider =
                ReplayServer.answering(Reply.of(HELLO).afterFrame(1).cut()).start()) {
            start(provider, Map.of());
            try (BufferedReader lines = lines(ask())) {
                assertThat(lines.lines()
                                .map(line -> line.replaceFirst(": ", ":"))
                                .collect(Collectors.joining("\n")))
                        .contains("{\"text\":\"Hello\"}", "event:error")
                        .doesNotContain("world");
            }
        }
    }

    @Test
    void cancelsTheProvidersStreamWhenTheClientLeaves() throws Exception {
        List<String> pieces = Collections.nCopies(
                10_000, "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on and \"}}]}");
        try (ReplayServer provider = ReplayServer.serving(Recording.ofPayloads(pieces, true))
                .pace(Pace.every(Duration.ofMillis(20)))
                .start()) {
            start(provider, Map.of());
            try (BufferedReader lines = lines(ask())) {
                assertThat(data(lines)).isEqualTo("{\"text\":\"on and \"}");
                assertThat(provider.openStreams()).isEqualTo(1);
            }
            assertThat(within(Duration.ofSeconds(20), () -> provider.openStreams() == 0))
                    .isTrue();
        }
    }

    final CompletableFuture<HttpResponse<InputStream>> ask() {
        return client.sendAsync(
                HttpRequest.newBuilder(uri("/chat?question=Say+hello"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    final String get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static boolean accepts(int port) {
        try (Socket ignored = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static BufferedReader lines(CompletableFuture<HttpResponse<InputStream>> asked) throws Exception {
        return new BufferedReader(
                new InputStreamReader(asked.get(30, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8));
    }

    /** Returns the data of the next event; null at the end. */
    private static String data(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                return line.substring(5).stripLeading();
            }
        }
        return null;
    }

    private static List<Thread> threadsLeftSince(Set<Thread> before) throws InterruptedException {
        List<Thread> left = new ArrayList<>();
        within(Duration.ofSeconds(15), () -> {
            System.gc(); // before Java 21, this is what ends the thread of an HTTP client
            left.clear();
            left.addAll(Thread.getAllStackTraces().keySet());
            left.removeAll(before);
            left.removeIf(thread -> isOfThisTest(thread.getName()));
            return left.isEmpty();
        });
        return left;
    }

    private static boolean isOfThisTest(String thread) {
        return List.of("test-client", "astreaming-replay", "ForkJoinPool.commonPool", "surefire", "process reaper")
                .stream()
                .anyMatch(thread::startsWith);
    }

    static boolean within(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
