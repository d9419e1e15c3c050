package io.astreaming.conformance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handler of Helidon SE that relays a stream, pulled, in a process of its own; skipped before Java 21, which Helidon needs. */
@Timeout(120)
class HelidonIT {
    private static final Recording STREAM = JettyIT.numbered(200);

    private final Semaphore frames = new Semaphore(0);

    private interface Proving {
        void run(RelayProof proof) throws Exception;
    }

    @BeforeAll
    static void needsVirtualThreads() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "skipped: Helidon needs Java 21");
    }

    @Test
    void passesOnPieceByPieceAndToTheByte() throws Exception {
        relaying(Reply.of(STREAM), RelayProof::passesOnPieceByPiece);
    }

    @Test
    void cancelsUpstreamWhenTheClientGoes() throws Exception {
        relaying(Reply.of(STREAM), RelayProof::cancelsUpstreamWhenTheClientGoes);
    }

    @Test
    void tellsTheClientThatUpstreamBrokeOff() throws Exception {
        relaying(
                Reply.of(STREAM).afterFrame(3).cut(),
                proof -> assertThat(proof.whole())
                        .endsWith("\"type\":\"upstream\"}}\n\n")
                        .doesNotContain("[DONE]"));
    }

    /** What docs/relay.md says of Helidon. */
    @Test
    void servesARelayWhoseClientsComeBack() throws Exception {
        frames.release(1_000);
        try (ReplayServer upstream =
                ReplayServer.serving(STREAM).pace(Pace.permittedBy(frames)).start()) {
            inHelidon("HelidonStreams.java", upstream, base -> {
                HttpResponse<String> first = send(base.resolve("/v1/chat/completions"), "POST", "");
                String id = first.headers().firstValue("X-Stream-Id").orElseThrow();
                assertThat(first.body()).contains("id: " + id + ".1\n").endsWith("data: [DONE]\n\n");

                URI stream = base.resolve("/v1/streams/" + id);
                assertThat(send(stream, "GET", id + ".100").body())
                        .contains("id: " + id + ".101\n")
                        .doesNotContain("id: " + id + ".100\n")
                        .endsWith("data: [DONE]\n\n");
                assertThat(send(stream, "GET", id + ".end").statusCode()).isEqualTo(204);
                assertThat(send(stream, "DELETE", "").body()).contains("\"outcome\":\"completed\"");
            });
            assertThat(upstream.requests()).hasSize(1);
        }
    }

    private static HttpResponse<String> send(URI uri, String method, String cursor) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.ofString("{\"stream\":true}"))
                .header("Last-Event-ID", cursor)
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private void relaying(Reply reply, Proving test) throws Exception {
        try (ReplayServer upstream =
                ReplayServer.answering(reply).pace(Pace.permittedBy(frames)).start()) {
            inHelidon(
                    "HelidonRelay.java",
                    upstream,
                    base -> test.run(new RelayProof(base.resolve("/relay"), upstream, STREAM, frames)));
        }
    }

    private interface Visit {
        void to(URI base) throws Exception;
    }

    private static void inHelidon(String program, ReplayServer upstream, Visit visit) throws Exception {
        Process helidon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        everything(),
                        "src/test/helidon/" + program,
                        upstream.baseUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = helidon.inputReader()) {
            String port = CompletableFuture.supplyAsync(() -> said.lines()
                            .filter(line -> line.startsWith("port "))
                            .findFirst()
                            .orElse(""))
                    .get(60, TimeUnit.SECONDS);
            assertThat(port).as("what Helidon says of its port").isNotEmpty();
            visit.to(URI.create("http://127.0.0.1:" + port.substring(5)));
        } finally {
            helidon.destroyForcibly();
        }
    }

    /** All that the tests have, wherever the build has put it. */
    private static String everything() {
        return Stream.of("jdk.module.path", "surefire.real.class.path", "surefire.test.class.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .flatMap(path -> List.of(path.split(File.pathSeparator)).stream())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
