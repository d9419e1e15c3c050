package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.net.RequestParser;
import io.astreaming.testing.Await;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(60)
class ReplayServerTest {
    private static final Recording THREE = Recording.ofPayloads(List.of("1", "2", "3"), false);

    @ParameterizedTest
    @FieldSource("io.astreaming.replay.Fixtures#NAMES")
    void replaysEveryByte(String name) throws Exception {
        try (ReplayServer server =
                ReplayServer.serving(Fixtures.recording(name)).start()) {
            HttpResponse<byte[]> response = Calls.ask(server, "{\"stream\":true}");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
            assertThat(response.headers().firstValue("cache-control")).hasValue("no-cache");
            assertThat(response.body()).isEqualTo(Fixtures.body(name));
        }
    }

    @Test
    void sendsEachFrameInAChunkOfItsOwn() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).start();
                RawClient client = RawClient.streaming(server)) {
            assertThat(client.chunk()).isEqualTo("data: 1\n\n");
            assertThat(client.chunk()).isEqualTo("data: 2\n\n");
            assertThat(client.chunk()).isEqualTo("data: 3\n\n");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void sendsTheHeadAndThenEachFrameOnlyWhenItIsDue() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (ReplayServer server = ReplayServer.serving(THREE)
                        .pace(Pace.permittedBy(permits))
                        .start();
                RawClient client = RawClient.streaming(server)) {
            for (String expected : List.of("data: 1\n\n", "data: 2\n\n", "data: 3\n\n")) {
                Await.until(permits::hasQueuedThreads);
                assertThat(client.available()).isZero();
                permits.release();
                assertThat(client.chunk()).isEqualTo(expected);
            }
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void givesTheRecordingNamedLikeTheModelAndElseAllInTurn() throws Exception {
        try (ReplayServer server = ReplayServer.serving(named("a", "1"), named("b", "2"), named("b", "3"))
                .start()) {
            assertThat(Calls.answer(server, "{\"model\":\"b\",\"stream\":true}"))
                    .isEqualTo("data: 2\n\n");
            assertThat(Calls.answer(server, "{\"model\":\"a\",\"stream\":true}"))
                    .isEqualTo("data: 1\n\n");
            assertThat(Calls.answer(server, "{\"model\":\"b\",\"stream\":true}"))
                    .isEqualTo("data: 3\n\n");
            assertThat(Calls.answer(server, "{\"model\":\"b\",\"stream\":true}"))
                    .isEqualTo("data: 2\n\n");
            assertThat(Calls.answer(server, "{\"model\":\"c\",\"stream\":true}"))
                    .isEqualTo("data: 1\n\n");
            assertThat(Calls.answer(server, "{\"model\":7,\"stream\":true}")).isEqualTo("data: 2\n\n");
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo("data: 3\n\n");
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo("data: 1\n\n");
        }
    }

    @Test
    void listsItsRecordingsAsModels() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE.named("a"), THREE.named("b \"2\""), THREE.named("a"))
                .start()) {
            HttpResponse<String> response = Calls.call(server, "GET", "/v1/models");

            assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"object\":\"list\",\"data\":["
                                    + "{\"id\":\"a\",\"object\":\"model\",\"created\":0,\"owned_by\":\"astreaming\"},"
                                    + "{\"id\":\"b \\\"2\\\"\",\"object\":\"model\",\"created\":0,\"owned_by\":\"astreaming\"}]}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "HEAD, /, 200",
        "GET, /v1, 200",
        "GET, /v1/, 200",
        "POST, /, 405",
        "GET, /v1/models, 200",
        "HEAD, /v1/models, 200",
        "GET, /models, 404",
        "POST, /v1/models, 405",
        "GET, /v1/models/recording, 200",
        "HEAD, /v1/models/recording, 200",
        "POST, /v1/models/recording, 405",
        "GET, /v1/models/, 404",
        "GET, /models/recording, 404",
        "POST, /v1/chat/completions, 200",
        "POST, /chat/completions, 404",
        "POST, /v1/chat/completions?api-version=1, 200",
        "GET, /v1/chat/completions, 405",
        "POS, /v1/chat/completions, 405",
        "POST, /v2/chat/completions, 404",
        "POST, /v1x, 404",
        "POST, /v1/v1/chat/completions, 404",
        "POST, /openai/deployments/gpt/chat/completions, 404",
        "POST, /v1/chat/completions/, 404",
        "DELETE, /nowhere, 404",
    })
    void answersWhatAProviderAnswers(String method, String path, int status) throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).start()) {
            HttpResponse<String> response = Calls.call(server, method, path);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("allow").isPresent()).isEqualTo(status == 405);
            if (status >= 400) {
                assertThat(response.body())
                        .startsWith("{\"error\":{\"message\":\"")
                        .contains("\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
            }
        }
    }

    @Test
    void refusesARequestThatIsTooLarge() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).start()) {
            byte[] body = new byte[RequestParser.MAX_BODY * 3 / 2];
            HttpResponse<byte[]> refused = Calls.ask(server, body);

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(server.requests()).isEmpty();
            assertThat(Calls.ask(server, Calls.STREAM).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tellsWhatItReceived() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).start()) {
            Calls.ask(server, "{\"model\":\"gpt\u00e9\"}");
            Calls.call(server, "GET", "/nowhere");

            assertThat(server.requests())
                    .extracting(ReceivedRequest::path)
                    .containsExactly("/v1/chat/completions", "/nowhere");
            ReceivedRequest received = server.requests().get(0);
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.header("authorization")).isEqualTo("Bearer sk-1234");
            assertThat(received.text()).isEqualTo("{\"model\":\"gpt\u00e9\"}");
            assertThat(server.requests()).asString().doesNotContain("sk-1234", "gpt");
        }
    }

    @Test
    void speaksToOldClientsWithoutChunks() throws Exception {
        try (ReplayServer server = ReplayServer.serving(THREE).start();
                RawClient client = new RawClient(server.baseUri())) {
            client.send("POST /v1/chat/completions HTTP/1.0\r\nContent-Length: 15\r\n\r\n" + Calls.STREAM);

            assertThat(client.head()).contains("connection: close").doesNotContain("chunked");
            assertThat(new String(client.rest(), StandardCharsets.UTF_8))
                    .isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n");
        }
    }

    private static Recording named(String name, String payload) {
        return Recording.ofPayloads(List.of(payload), false).named(name);
    }
}
