package io.astreaming.conformance.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.log.StreamId;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Await;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay answers over HTTP, request by request. */
@Timeout(60)
class RelayExchangeTest {
    private static final String[] WORDS =
            IntStream.range(0, 6).mapToObj(i -> "word " + i).toArray(String[]::new);
    private static final int ALL = WORDS.length + 2; // and the finish reason, and [DONE]
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("q").build();
    private static final String BODY = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    private final Semaphore permits = new Semaphore(1_000);
    private final ReplayServer server = ReplayServer.serving(Streams.whole(WORDS))
            .pace(Pace.permittedBy(permits))
            .start();
    private final Chat chat = Chats.at(server, "key");
    private final Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);
    private final RelayExchange exchange = RelayExchange.over(
                    relay, new byte[16], request -> chat.receivedPublisher(REQUEST))
            .withAllowedOrigin("*");

    @AfterEach
    void close() throws Exception {
        relay.close(Duration.ofMillis(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        chat.close();
        server.close();
    }

    private RelayResponse ask(String method, String path, String cursor, String key, String owner, String body)
            throws Exception {
        int question = path.indexOf('?');
        RelayRequest request = new RelayRequest(
                method,
                question < 0 ? path : path.substring(0, question),
                question < 0 ? null : path.substring(question + 1),
                cursor,
                key,
                owner,
                body.getBytes(StandardCharsets.UTF_8));
        return exchange.handle(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private RelayResponse post(String cursor, String key) throws Exception {
        return ask("POST", "/v1/chat/completions", cursor, key, "ada", BODY);
    }

    private RelayResponse get(String path, String cursor) throws Exception {
        return ask("GET", path, cursor, null, "ada", "");
    }

    private static String text(RelayResponse response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String id(RelayResponse response) {
        return response.headers().get("X-Stream-Id");
    }

    /** What a client that has seen {@code after} events receives, without the time to reconnect. */
    private static String expected(String id, int after, int last) {
        List<String> payloads = Stream.concat(Stream.of(WORDS).map(Streams::text), Stream.of(Streams.stop(), "[DONE]"))
                .toList();
        StringBuilder all = new StringBuilder();
        for (int n = after + 1; n <= last; n++) {
            all.append("id: ").append(id).append('.').append(n).append('\n');
            all.append(new String(SseEncoder.event(payloads.get(n - 1)), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static String withoutRetry(String text) {
        assertThat(text).matches("(?s)retry: ([5-9]\\d\\d|1[0-4]\\d\\d)\n.*");
        return text.substring(text.indexOf('\n') + 1);
    }

    @Test
    void streamsTheAnswerWithIds() throws Exception {
        RelayResponse response = post(null, null);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("Content-Type", "text/event-stream")
                .containsEntry("Cache-Control", "no-cache, no-transform")
                .containsEntry("X-Accel-Buffering", "no")
                .containsEntry("Content-Location", "/v1/streams/" + id(response))
                .containsEntry("Access-Control-Allow-Origin", "*");
        assertThat(id(response)).hasSize(22);
        assertThat(withoutRetry(text(response))).isEqualTo(expected(id(response), 0, ALL));
    }

    @Test
    void goesOnAfterAnyEvent() throws Exception {
        RelayResponse first = post(null, null);
        text(first);
        String stream = "/v1/streams/" + id(first);
        for (int n = 1; n < ALL; n++) {
            String cursor = id(first) + "." + n;
            String rest = expected(id(first), n, ALL);

            assertThat(withoutRetry(text(get(stream, cursor)))).isEqualTo(rest);
            assertThat(withoutRetry(text(get(stream + "?last_event_id=" + cursor, null))))
                    .isEqualTo(rest);
            assertThat(withoutRetry(text(post(cursor, "another key")))).isEqualTo(rest);
        }
        assertThat(withoutRetry(text(get(stream, null)))).isEqualTo(expected(id(first), 0, ALL));
        assertThat(withoutRetry(text(get(stream + "?last_event_id=" + id(first) + ".3", id(first) + ".5"))))
                .isEqualTo(expected(id(first), 5, ALL));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysThatNothingIsLeftOfAWholeAnswer() throws Exception {
        RelayResponse first = post(null, null);
        text(first);
        String stream = "/v1/streams/" + id(first);
        for (String cursor : List.of(id(first) + "." + ALL, id(first) + ".999", id(first) + ".end")) {
            assertThat(get(stream, cursor).status()).isEqualTo(204);
            assertThat(post(cursor, null).status()).isEqualTo(204);
        }
    }

    @Test
    void joinsTheStreamOfTheSameKeyAndRefusesAnotherBody() throws Exception {
        RelayResponse first = post(null, "key");
        RelayResponse second = post(null, "key");
        RelayResponse other = ask("POST", "/v1/chat/completions", null, "key", "ada", BODY + " ");
        RelayResponse eve = ask("POST", "/v1/chat/completions", null, "key", "eve", BODY);

        assertThat(id(second)).isEqualTo(id(first));
        assertThat(withoutRetry(text(second))).isEqualTo(withoutRetry(text(first)));
        assertThat(other.status()).isEqualTo(422);
        assertThat(id(eve)).isNotEqualTo(id(first));
        text(eve);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void answersAStrangerAsIfThereWereNoStream() throws Exception {
        RelayResponse first = post(null, null);
        text(first);
        String stream = "/v1/streams/" + id(first);
        String nowhere = "/v1/streams/" + StreamId.random().value();
        for (String[] request : new String[][] {{"GET", ""}, {"HEAD", ""}, {"DELETE", ""}, {"POST", "/stop"}}) {
            RelayResponse foreign = ask(request[0], stream + request[1], null, null, "eve", "");
            RelayResponse unknown = ask(request[0], nowhere + request[1], null, null, "eve", "");

            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.headers()).isEqualTo(unknown.headers());
            assertThat(foreign.bytes()).isEqualTo(unknown.bytes());
        }
        assertThat(ask("POST", "/v1/chat/completions", id(first) + ".1", null, "eve", BODY)
                        .status())
                .isEqualTo(404);
        assertThat(get(stream, StreamId.random().value() + ".1").status()).isEqualTo(404);
        assertThat(post(StreamId.random().value() + ".1", null).status()).isEqualTo(404);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", ".1", "AAAAAAAAAAAAAAAAAAAAAA.0", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA.1.2"})
    void refusesAnIdThatItNeverGave(String cursor) throws Exception {
        assertThat(get("/v1/streams/" + StreamId.random().value(), cursor).status())
                .isEqualTo(400);
        assertThat(post(cursor, null).status()).isEqualTo(400);
    }

    @Test
    void takesAnEmptyIdForNone() throws Exception {
        assertThat(text(post("", null))).contains("[DONE]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "{\"stream\":true",
                "{}",
                "{\"stream\":false}",
                "{\"stream\":\"true\"}",
                "{\"stream\":null}"
            })
    void refusesABodyThatAsksForNoStream(String body) throws Exception {
        RelayResponse refused = ask("POST", "/v1/chat/completions", null, null, "ada", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void stopsAStreamAndTellsItsReaders() throws Exception {
        permits.drainPermits();
        permits.release(2);
        RelayResponse reading = post(null, null);
        String stream = "/v1/streams/" + id(reading);
        Await.until(() -> ask("HEAD", stream, null, null, "ada", "")
                .headers()
                .get("X-Stream-Last")
                .equals("2"));
        assertThat(ask("HEAD", stream, null, null, "ada", "").headers()).containsEntry("X-Stream-State", "open");

        RelayResponse stopped = ask("POST", stream + "/stop", null, null, "ada", "");
        RelayResponse again = ask("DELETE", stream, null, null, "ada", "");

        assertThat(stopped.status()).isEqualTo(200);
        String json = "{\"id\":\"" + id(reading) + "\",\"outcome\":\"cancelled\",\"last\":2}";
        assertThat(new String(stopped.bytes(), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(again.bytes()).isEqualTo(stopped.bytes());
        String end = "id: " + id(reading) + ".end\ndata: {\"error\":{\"message\":\"The answer isn't whole: cancelled"
                + " (stopped)\",\"type\":\"stream_error\",\"code\":\"stream_cancelled\"}}\n\n";
        assertThat(withoutRetry(text(reading))).isEqualTo(expected(id(reading), 0, 2) + end);
        assertThat(withoutRetry(text(get(stream, id(reading) + ".2")))).isEqualTo(end);
        assertThat(withoutRetry(text(get(stream, id(reading) + ".77")))).isEqualTo(end);
        assertThat(get(stream, id(reading) + ".end").status()).isEqualTo(204);
        assertThat(ask("HEAD", stream, null, null, "ada", "").headers())
                .containsEntry("X-Stream-State", "cancelled")
                .containsEntry("X-Stream-Last", "2");
        Await.until(() -> server.openStreams() == 0);
    }

    @Test
    void letsPagesOfOtherOriginsAsk() throws Exception {
        RelayResponse preflight = ask("OPTIONS", "/anything", null, null, "", "");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers().get("Access-Control-Allow-Headers"))
                .isEqualTo("last-event-id, idempotency-key, authorization, content-type");
        assertThat(preflight.headers().get("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, POST, DELETE");
        assertThat(preflight.headers().get("Access-Control-Expose-Headers")).isEqualTo("x-stream-id, content-location");
    }

    @Test
    void answersWhatItDoesNotKnow() throws Exception {
        assertThat(ask("GET", "/", null, null, "ada", "").status()).isEqualTo(404);
        assertThat(ask("GET", "/v1/streams/short", null, null, "ada", "").status())
                .isEqualTo(404);
        assertThat(ask("PUT", "/v1/streams/" + StreamId.random().value(), null, null, "ada", "")
                        .status())
                .isEqualTo(405);
        assertThat(ask("GET", "/v1/chat/completions", null, null, "ada", "").status())
                .isEqualTo(405);
    }

    @Test
    void answersAnyRequestWithoutFailing() throws Exception {
        Random random = new Random(3);
        List<String> parts =
                new ArrayList<>(List.of("/v1", "/streams", "/", "stop", "?", "last_event_id=", ".", "end", "%00", "é"));
        parts.add(StreamId.random().value());
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder("/v1/streams/");
            for (int n = random.nextInt(6); n > 0; n--) {
                path.append(parts.get(random.nextInt(parts.size())));
            }
            String method = List.of("GET", "HEAD", "DELETE", "POST", "").get(random.nextInt(5));
            String cursor = random.nextBoolean() ? null : path.substring(random.nextInt(path.length()));

            assertThat(ask(method, path.toString(), cursor, null, "ada", "x").status())
                    .isIn(204, 400, 404, 405);
        }
    }
}
