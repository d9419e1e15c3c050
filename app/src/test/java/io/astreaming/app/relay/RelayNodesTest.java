package io.astreaming.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two relay commands over one Redis. */
@Timeout(90)
class RelayNodesTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String BODY = "{\"stream\":true}";

    private final Semaphore permits = new Semaphore(0);

    private ReplayServer provider() {
        return ReplayServer.serving(Streams.whole("one", "two", "three"))
                .pace(Pace.permittedBy(permits))
                .start();
    }

    private static RunningRelay node(ReplayServer provider, RedisProcess redis) throws Exception {
        Cli cli = new Cli().environment("ASTREAMING_RELAY_SECRET", "of this deployment");
        return new RunningRelay(
                cli, "--upstream", provider.baseUri().toString(), "--redis", redis.uri(), "--drain", "0");
    }

    private static long last(RunningRelay relay, String stream) throws Exception {
        return relay.send("HEAD", stream, "")
                .headers()
                .firstValueAsLong("X-Stream-Last")
                .orElse(-1);
    }

    private static String withoutRetry(HttpResponse<String> response) {
        return response.body().substring(response.body().indexOf('\n') + 1);
    }

    @Test
    void shareTheirStreams() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                ReplayServer provider = provider();
                RunningRelay first = node(provider, redis);
                RunningRelay second = node(provider, redis)) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                all.add(first.sending("POST", PATH, BODY, "Idempotency-Key", "k"));
                all.add(second.sending("POST", PATH, BODY, "Idempotency-Key", "k"));
            }
            permits.release(100);
            String whole = withoutRetry(all.get(0).get(20, TimeUnit.SECONDS));
            assertThat(whole).contains("three").endsWith("data: [DONE]\n\n");
            for (CompletableFuture<HttpResponse<String>> each : all) {
                assertThat(withoutRetry(each.get(20, TimeUnit.SECONDS))).isEqualTo(whole);
            }
            assertThat(provider.requests()).hasSize(1);
            permits.drainPermits();

            HttpResponse<InputStream> reading = first.open(BODY);
            String stream = reading.headers().firstValue("Content-Location").orElseThrow();
            permits.release(2);
            Await.until(() -> last(second, stream) == 2);
            CompletableFuture<HttpResponse<String>> other = second.sending("GET", stream, "");
            HttpResponse<String> stopped = second.send("DELETE", stream, "");

            assertThat(stopped.body()).contains("\"outcome\":\"cancelled\",\"last\":2}");
            assertThat(first.send("DELETE", stream, "").body()).isEqualTo(stopped.body());
            String read = new String(reading.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read.substring(read.indexOf('\n') + 1))
                    .isEqualTo(withoutRetry(other.get(20, TimeUnit.SECONDS)))
                    .contains("\"code\":\"stream_cancelled\"");
            Await.until(() -> provider.openStreams() == 0);
        }
    }

    @Test
    void answerSoonThatTheLogCanNotBeReachedAndAskNobody() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                ReplayServer provider = provider();
                RunningRelay relay = node(provider, redis)) {
            permits.release(100);
            String stream = "/v1/streams/"
                    + relay.send("POST", PATH, BODY)
                            .headers()
                            .firstValue("X-Stream-Id")
                            .orElseThrow();
            redis.signal("STOP");
            long since = System.nanoTime();
            for (HttpResponse<String> answer : List.of(relay.send("POST", PATH, BODY), relay.send("GET", stream, ""))) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
            assertThat(System.nanoTime() - since).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(provider.requests()).hasSize(1);

            redis.signal("CONT");
            Await.until(() -> relay.send("GET", stream, "").statusCode() == 200);
        }
    }
}
