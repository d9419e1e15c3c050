package io.astreaming.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay command as its users start it: from the one jar, over Redis. */
@Timeout(60)
class RelayJarIT {
    @TempDir
    private Path folder;

    @Test
    void relaysOverRedisAndLetsStreamsEndWhenItIsTerminated() throws Exception {
        Semaphore permits = new Semaphore(1);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        try (RedisProcess redis = new RedisProcess();
                ReplayServer provider = ReplayServer.serving(Streams.whole("one", "two"))
                        .pace(Pace.permittedBy(permits))
                        .start()) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String upstream = provider.baseUri().toString();
            ProcessBuilder command = new ProcessBuilder(
                    java, "-jar", "target/astreaming.jar", "relay", "--upstream", upstream, "--port", "0", "--quiet");
            command.environment().keySet().removeIf(name -> name.startsWith("OPENAI_") || name.startsWith("JAVA_TOOL"));
            command.environment().put("ASTREAMING_REDIS_URI", redis.uri());
            command.environment().put("ASTREAMING_RELAY_SECRET", "of this deployment");
            Process relay = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                Await.until(() -> Files.readString(out).endsWith("/v1\n") || !relay.isAlive());
                URI base = URI.create(Files.readString(out).strip() + "/chat/completions");
                HttpClient client = HttpClient.newHttpClient();
                HttpRequest request = HttpRequest.newBuilder(base)
                        .POST(BodyPublishers.ofString("{\"stream\":true}"))
                        .build();
                CompletableFuture<HttpResponse<String>> reading = client.sendAsync(request, BodyHandlers.ofString());
                Await.until(() -> provider.openStreams() == 1);

                relay.destroy(); // SIGTERM
                Await.until(() -> Files.readString(err).contains("open streams have up to 30 s to end\n"));
                permits.release(10);

                assertThat(reading.get(20, TimeUnit.SECONDS).body()).contains("one", "two", "[DONE]");
                assertThat(relay.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                relay.destroyForcibly();
            }
        }
        assertThat(err).hasContent("astreaming: open streams have up to 30 s to end\n");
    }
}
