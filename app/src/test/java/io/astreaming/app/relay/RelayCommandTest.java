package io.astreaming.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.sse.SseEncoder;
import io.astreaming.testing.Await;
import io.astreaming.testing.Streams;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of the relay command, over real sockets. */
@Timeout(60)
class RelayCommandTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String BODY = "{ \"stream\" : true, \"model\":\"m\", \"é\": 1.50 }";
    private static final String[] WORDS =
            IntStream.range(0, 6).mapToObj(i -> "word " + i).toArray(String[]::new);
    private static final int ALL = WORDS.length + 2; // and the finish reason, and [DONE]

    private final Semaphore permits = new Semaphore(1_000);

    private ReplayServer provider() {
        return ReplayServer.serving(Streams.whole(WORDS))
                .basePath("/some/prefix/v1")
                .pace(Pace.permittedBy(permits))
                .start();
    }

    private static RunningRelay relay(ReplayServer provider, String... options) throws Exception {
        return relay(new Cli(), provider, options);
    }

    private static RunningRelay relay(Cli cli, ReplayServer provider, String... options) throws Exception {
        String upstream = provider.baseUri().toString();
        return new RunningRelay(
                cli,
                Stream.concat(Stream.of("--upstream", upstream), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static String id(HttpResponse<?> response) {
        return response.headers().firstValue("X-Stream-Id").orElseThrow();
    }

    /** What a client that has seen {@code after} events receives, without the time to reconnect. */
    private static String events(String id, int after, int last) {
        List<String> payloads = Stream.concat(Stream.of(WORDS).map(Streams::text), Stream.of(Streams.stop(), "[DONE]"))
                .toList();
        StringBuilder all = new StringBuilder();
        for (int n = after + 1; n <= last; n++) {
            all.append("id: ").append(id).append('.').append(n).append('\n');
            all.append(new String(SseEncoder.event(payloads.get(n - 1)), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static String end(String id, String reason, String outcome) {
        return "id: " + id + ".end\ndata: {\"error\":{\"message\":\"The answer isn't whole: " + outcome + " (" + reason
                + ")\",\"type\":\"stream_error\",\"code\":\"stream_" + outcome + "\"}}\n\n";
    }

    private static String withoutRetry(String text) {
        assertThat(text).matches("(?s)retry: ([5-9]\\d\\d|1[0-4]\\d\\d)\n.*");
        return text.substring(text.indexOf('\n') + 1);
    }

    @Test
    void passesTheBodyOnAndTheEventsBackByteForByte() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            HttpResponse<String> answer = relay.send("POST", PATH, BODY, "Authorization", "Bearer client");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(answer.headers().firstValue("Content-Location")).hasValue("/v1/streams/" + id(answer));
            assertThat(answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(id(answer)).matches("[A-Za-z0-9_-]{22}");
            assertThat(withoutRetry(answer.body())).isEqualTo(events(id(answer), 0, ALL));
            assertThat(provider.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/some/prefix" + PATH);
                assertThat(request.text()).isEqualTo(BODY);
                assertThat(request.header("Authorization")).isEqualTo("Bearer client");
            });
        }
    }

    @Test
    void sendsItsOwnKeyAndNotTheClients() throws Exception {
        Cli cli = new Cli().environment("OPENAI_API_KEY", "sk-of-the-relay");
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(cli, provider)) {
            relay.send("POST", PATH, BODY, "Authorization", "Bearer client");

            assertThat(provider.requests().get(0).header("Authorization")).isEqualTo("Bearer sk-of-the-relay");
        }
    }

    @Test
    void goesOnAfterEachEventForWhoeverHasTheId() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            String id = id(relay.send("POST", PATH, BODY, "Authorization", "Bearer ada"));
            String stream = "/v1/streams/" + id;
            for (int n = 1; n < ALL; n++) {
                String cursor = id + "." + n;
                String rest = events(id, n, ALL);

                assertThat(withoutRetry(relay.send("GET", stream, "", "Last-Event-ID", cursor)
                                .body()))
                        .isEqualTo(rest);
                assertThat(withoutRetry(relay.send("GET", stream + "?a=b&last_event_id=" + cursor, "")
                                .body()))
                        .isEqualTo(rest);
                assertThat(withoutRetry(relay.send("POST", PATH, BODY, "Last-Event-ID", cursor)
                                .body()))
                        .isEqualTo(rest);
            }
            for (String last : List.of("." + ALL, ".999", ".end")) {
                assertThat(relay.send("GET", stream, "", "Last-Event-ID", id + last)
                                .statusCode())
                        .isEqualTo(204);
            }
            for (String wrong : List.of(id + ".0", id, "x", id + ".1.2", id + ".-1", id + ".1234567890123456789")) {
                assertThat(relay.send("GET", stream, "", "Last-Event-ID", wrong).statusCode())
                        .isEqualTo(400);
                assertThat(relay.send("POST", PATH, BODY, "Last-Event-ID", wrong)
                                .statusCode())
                        .isEqualTo(400);
            }
            String other = "A".repeat(22) + ".1";
            assertThat(relay.send("GET", stream, "", "Last-Event-ID", other).statusCode())
                    .isEqualTo(404);
            assertThat(relay.send("POST", PATH, BODY, "Last-Event-ID", other).statusCode())
                    .isEqualTo(404);
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void asksOnceForOneKeyOfOneClient() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            String[] ada = {"Idempotency-Key", "k", "Authorization", "Bearer ada"};
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 50)
                    .mapToObj(i -> relay.sending("POST", PATH, BODY, ada))
                    .toList();
            String id = id(all.get(0).get(20, TimeUnit.SECONDS));
            for (CompletableFuture<HttpResponse<String>> each : all) {
                assertThat(withoutRetry(each.get(20, TimeUnit.SECONDS).body())).isEqualTo(events(id, 0, ALL));
            }
            assertThat(relay.send("POST", PATH, BODY + " ", ada).statusCode()).isEqualTo(422);
            assertThat(provider.requests()).hasSize(1);

            assertThat(id(relay.send("POST", PATH, BODY, "Idempotency-Key", "k")))
                    .isNotEqualTo(id);
            assertThat(provider.requests()).hasSize(2);
        }
    }

    @Test
    void sendsTheHeadBeforeTheProviderAnswersAndStopsForAnybody() throws Exception {
        permits.drainPermits();
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            HttpResponse<InputStream> reading = relay.open(BODY);
            String id = id(reading);
            String stream = "/v1/streams/" + id;
            assertThat(relay.send("HEAD", stream, "").headers().firstValue("X-Stream-State"))
                    .hasValue("open");
            CompletableFuture<HttpResponse<String>> waiting =
                    relay.sending("GET", stream, "", "Last-Event-ID", id + ".end");
            permits.release(2);
            Await.until(() -> relay.send("HEAD", stream, "")
                            .headers()
                            .firstValueAsLong("X-Stream-Last")
                            .orElseThrow()
                    == 2);

            HttpResponse<String> stopped = relay.send("POST", stream + "/stop", "");

            assertThat(stopped.statusCode()).isEqualTo(200);
            assertThat(stopped.body()).isEqualTo("{\"id\":\"" + id + "\",\"outcome\":\"cancelled\",\"last\":2}");
            assertThat(relay.send("DELETE", stream, "").body()).isEqualTo(stopped.body());
            String end = end(id, "stopped", "cancelled");
            String read = new String(reading.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(withoutRetry(read)).isEqualTo(events(id, 0, 2) + end);
            assertThat(withoutRetry(waiting.get(20, TimeUnit.SECONDS).body())).isEqualTo(end);
            assertThat(withoutRetry(relay.send("GET", stream, "", "Last-Event-ID", id + ".9")
                            .body()))
                    .isEqualTo(end);
            assertThat(relay.send("HEAD", stream, "").headers().firstValue("X-Stream-State"))
                    .hasValue("cancelled");
            Await.until(() -> provider.openStreams() == 0);
        }
    }

    @Test
    void keepsTheOutcomeOfAWholeAnswerThatSomebodyStops() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            String id = id(relay.send("POST", PATH, BODY));

            assertThat(relay.send("DELETE", "/v1/streams/" + id, "").body())
                    .isEqualTo("{\"id\":\"" + id + "\",\"outcome\":\"completed\",\"last\":" + ALL + "}");
        }
    }

    @Test
    void tellsOfAProviderThatRefusesAndDoesNotAskAgain() throws Exception {
        try (ReplayServer provider = ReplayServer.answering(Reply.status(503, "{\"error\":{\"message\":\"no\"}}"))
                        .start();
                RunningRelay relay = relay(provider)) {
            HttpResponse<String> answer = relay.send("POST", PATH, BODY);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"code\":\"stream_failed\"", "id: " + id(answer) + ".end\n");
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void refusesWhatDoesNotAskForAStream() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            for (String body : List.of("{}", "{\"stream\":false}", "[]", "no JSON", "{\"stream\":true")) {
                assertThat(relay.send("POST", PATH, body).statusCode()).isEqualTo(400);
            }
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void letsPagesOfAllOriginsOrOfOneUseIt() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay all = relay(provider);
                RunningRelay one = relay(provider, "--cors-origin", "https://app.example")) {
            HttpResponse<String> preflight = all.send("OPTIONS", "/anywhere", "");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValue("last-event-id, idempotency-key, authorization, content-type");
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                    .hasValue("GET, HEAD, POST, DELETE");
            for (String[] request : new String[][] {
                {"OPTIONS", "/"},
                {"GET", "/"},
                {"POST", PATH},
                {"DELETE", "/v1/streams/x"},
                {"PUT", PATH}
            }) {
                HttpResponse<String> answer = all.send(request[0], request[1], "");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                        .hasValue("*");
                assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                        .hasValue("x-stream-id, content-location");
            }
            assertThat(refusedByTheParser(all.uri("/"))).contains("HTTP/1.1 400 ", "Access-Control-Allow-Origin: *");
            assertThat(one.send("POST", PATH, BODY).headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://app.example");
        }
    }

    private static String refusedByTheParser(URI uri) throws Exception {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /% HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void letsAStreamEndBeforeItEndsItself() throws Exception {
        permits.drainPermits();
        try (ReplayServer provider = provider()) {
            RunningRelay relay = relay(provider, "--drain", "30");
            HttpResponse<InputStream> reading = relay.open(BODY);

            relay.interrupt();
            Await.until(() -> beginsNoMore(relay));
            assertThat(relay.send("HEAD", "/v1/streams/" + id(reading), "").statusCode())
                    .isEqualTo(200);
            permits.release(2 * ALL); // the provider's end of a stream that was stopped may take one

            String read = new String(reading.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(withoutRetry(read)).isEqualTo(events(id(reading), 0, ALL));
            assertThat(relay.result().code()).isEqualTo(130);
        }
    }

    /** Tries to begin a stream, and stops it if the relay hasn't noticed the interrupt yet. */
    private static boolean beginsNoMore(RunningRelay relay) throws Exception {
        HttpResponse<InputStream> answer = relay.open(BODY);
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 200) {
                assertThat(relay.send("DELETE", "/v1/streams/" + id(answer), "").statusCode())
                        .isEqualTo(200);
            }
            return answer.statusCode() == 503;
        }
    }

    /** Who knows a stream's id can read it. */
    @Test
    void logsItsRequestsWithoutTheWholeIdOfAStream() throws Exception {
        try (ReplayServer provider = provider();
                RunningRelay relay = relay(provider)) {
            HttpResponse<String> answer =
                    relay.send("POST", PATH + "?of=query", BODY, "Authorization", "Bearer sk-client");
            String id = id(answer);
            String all = relay.send("GET", "/v1/streams/" + id, "", "Last-Event-ID", id + ".1")
                    .body();
            Await.until(() -> relay.log().lines().count() == 2);

            String time = "\\S+Z ";
            assertThat(relay.log().lines().toList())
                    .satisfiesExactly(
                            post -> assertThat(post)
                                    .matches(time + "POST /v1/chat/completions 200 - "
                                            + answer.body().length() + " bytes \\d+ ms"),
                            get -> assertThat(get)
                                    .matches(time + "GET /v1/streams/" + id.substring(0, 6) + "\\.\\.\\. 200 - "
                                            + all.length() + " bytes \\d+ ms"));
            assertThat(relay.log()).doesNotContain(id, "query", "sk-client", "1.50");
        }
    }

    @Test
    void endsWhatIsLeftAfterTheDrainAndTellsIt() throws Exception {
        permits.drainPermits();
        permits.release(1);
        try (ReplayServer provider = provider()) {
            RunningRelay relay = relay(provider, "--drain", "0", "--quiet");
            HttpResponse<InputStream> reading = relay.open(BODY);
            String id = id(reading);
            Await.until(() -> relay.send("HEAD", "/v1/streams/" + id, "")
                            .headers()
                            .firstValueAsLong("X-Stream-Last")
                            .orElseThrow()
                    == 1);

            relay.interrupt();

            String read = new String(reading.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(withoutRetry(read)).isEqualTo(events(id, 0, 1) + end(id, "shutdown", "truncated"));
            assertThat(relay.result().code()).isEqualTo(130);
            assertThat(relay.result().err()).isEqualTo("astreaming: open streams have up to 0 s to end\n");
            Await.until(() -> provider.openStreams() == 0);
        }
    }

    @Test
    void saysInOneLineWhyItDoesNotStart() {
        String[] redis = {"relay", "--upstream", "http://127.0.0.1:1/v1", "--redis", "redis://:hidden@127.0.0.1:1"};
        Cli.Result without = Cli.run(redis);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err())
                .startsWith("astreaming: with --redis the environment variable ASTREAMING_RELAY_SECRET has to be set")
                .hasLineCount(1);
        Cli.Result guessable =
                new Cli().environment("ASTREAMING_RELAY_SECRET", "short").with(redis);
        assertThat(guessable.code()).isEqualTo(2);
        assertThat(guessable.err())
                .contains("at least 16")
                .doesNotContain("short")
                .hasLineCount(1);
        Cli.Result gone = new Cli()
                .environment("ASTREAMING_RELAY_SECRET", "0123456789abcdef")
                .with(redis);
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err())
                .contains("Redis can't be reached")
                .doesNotContain("hidden")
                .hasLineCount(1);

        assertThat(Cli.run("relay", "--upstream", "ftp://x").code()).isEqualTo(2);
        assertThat(Cli.run("relay").err())
                .isEqualTo("astreaming: Missing required option: '--upstream=URL'; see astreaming relay --help\n");
        for (String[] wrong : new String[][] {{"--port", "70000"}, {"--drain", "-1"}, {"--cors-origin", "a\nb"}}) {
            assertThat(Cli.run("relay", "--upstream", "http://127.0.0.1:1/v1", wrong[0], wrong[1])
                            .code())
                    .isEqualTo(2);
        }
    }
}
