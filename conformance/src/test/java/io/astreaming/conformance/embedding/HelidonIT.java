package io.astreaming.conformance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
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

    private void relaying(Reply reply, Proving test) throws Exception {
        try (ReplayServer upstream =
                ReplayServer.answering(reply).pace(Pace.permittedBy(frames)).start()) {
            Process helidon = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            everything(),
                            "src/test/helidon/HelidonRelay.java",
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
                URI relay = URI.create("http://127.0.0.1:" + port.substring(5) + "/relay");
                test.run(new RelayProof(relay, upstream, STREAM, frames));
            } finally {
                helidon.destroyForcibly();
            }
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
