package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To whom the server answers, and at which paths. */
@Timeout(60)
class AccessRulesTest {
    private static final Recording ONE = Recording.ofPayloads(List.of("1"), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "localhost.",
                "127.0.0.1",
                "127.0.0.1:65535",
                "127.255.3.4",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]",
                "replay.test:99",
                ""
            })
    void answersAsThisMachineAndAsWhatTheUserAllows(String host) throws Exception {
        try (ReplayServer server =
                ReplayServer.serving(ONE).allowHost("Replay.test").start()) {
            assertThat(head(server, "GET /v1/models", "Host: " + host)).startsWith("http/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test",
                "evil.test:8080",
                "localhost.evil.test",
                "127.0.0.1.evil.test",
                "127.evil.test",
                "127.0.0.256",
                "0.0.0.0",
                "169.254.169.254",
                "[::2]",
                "[fe80::1%25lo]",
                "localhost@evil.test",
                "evil.test, localhost"
            })
    void refusesToAnswerAsAnotherMachine(String host) throws Exception {
        try (ReplayServer server = ReplayServer.serving(ONE).start()) {
            assertThat(head(server, "GET /v1/models", "Host: " + host))
                    .startsWith("http/1.1 421 misdirected request\n");
            assertThat(head(
                            server,
                            "GET http://" + host.replace(" ", "").replace("%25", "") + "/v1/models",
                            "Host: localhost"))
                    .doesNotStartWith("http/1.1 200 ");
        }
    }

    @Test
    void saysWhyItRefusesAndTakesOneHostAlone() throws Exception {
        try (ReplayServer server = ReplayServer.serving(ONE).start();
                RawClient client = new RawClient(server.baseUri())) {
            client.send("GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n");
            assertThat(client.text())
                    .contains("this server is reached as localhost and doesn't answer as evil.test")
                    .contains("\"type\":\"invalid_request_error\"");
            assertThat(head(server, "GET /", "Host: localhost\r\nHost: localhost"))
                    .startsWith("http/1.1 400 ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayServer.serving(ONE).allowHost(" "));
    }

    @Test
    void answersAsAnyMachineBeyondLoopback() throws Exception {
        try (ReplayServer server = ReplayServer.serving(ONE).host("0.0.0.0").start()) {
            assertThat(head(server, "GET /v1/models", "Host: box.test")).startsWith("http/1.1 200 ");
        }
    }

    @Test
    void letsPagesOfThisMachineReadIfAskedTo() throws Exception {
        String ours = "Origin: http://localhost:3000";
        try (ReplayServer closed = ReplayServer.serving(ONE).start();
                ReplayServer open = ReplayServer.serving(ONE).allowLocalPages().start()) {
            assertThat(head(closed, "GET /v1/models", ours)).doesNotContain("access-control");
            assertThat(head(open, "GET /v1/models", ours)).contains("access-control-allow-origin: *", "vary: origin");
            assertThat(head(open, "GET /nowhere", ours))
                    .startsWith("http/1.1 404")
                    .contains("allow-origin: *");
            assertThat(head(open, "GET /v1/models", "Origin: https://evil.test"))
                    .doesNotContain("access-control");
            assertThat(head(open, "GET /v1/models", "Origin: null")).doesNotContain("access-control");

            String preflight = ours + "\r\nAccess-Control-Request-Headers: authorization,content-type";
            assertThat(head(open, "OPTIONS /v1/chat/completions", preflight))
                    .startsWith("http/1.1 204 no content\n")
                    .contains(
                            "access-control-allow-headers: authorization,content-type",
                            "allow-methods: get, head, post");
            assertThat(head(closed, "OPTIONS /v1/chat/completions", preflight)).startsWith("http/1.1 405 ");

            try (RawClient page = new RawClient(open.baseUri())) {
                page.send("POST /v1/chat/completions HTTP/1.1\r\n" + ours + "\r\nContent-Length: 15\r\n\r\n"
                        + Calls.STREAM);
                assertThat(page.head()).startsWith("http/1.1 200 ").contains("access-control-allow-origin: *");
                assertThat(page.chunk()).isEqualTo("data: 1\n\n");
            }
        }
    }

    @Test
    void answersBelowAnotherPath() throws Exception {
        try (ReplayServer server =
                ReplayServer.serving(ONE).basePath("/api/v1/").start()) {
            assertThat(server.baseUri().getPath()).isEqualTo("/api/v1");
            assertThat(Calls.answer(server, Calls.STREAM)).isEqualTo("data: 1\n\n");
            assertThat(Calls.call(server, "POST", "/v1/chat/completions").body())
                    .contains("there is nothing at /v1/chat/completions: the path for completions is"
                            + " /api/v1/chat/completions, so a client's base URL ends in /api/v1");
        }
        try (ReplayServer server = ReplayServer.serving(ONE).basePath("/").start()) {
            assertThat(server.baseUri().getPath()).isEmpty();
            assertThat(Calls.call(server, "POST", "/chat/completions").statusCode())
                    .isEqualTo(200);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayServer.serving(ONE).basePath("v1"));
    }

    @Test
    void findsNothingBehindTwoSlashes() throws Exception {
        try (ReplayServer server = ReplayServer.serving(ONE).start()) {
            for (String path : List.of("//v1/models", "//x/v1/models", "//localhost/v1/models")) {
                assertThat(head(server, "GET " + path, "Host: localhost")).startsWith("http/1.1 404 ");
            }
        }
    }

    @Test
    void answersAtThePathsOfAzureIfAskedTo() throws Exception {
        try (ReplayServer server = ReplayServer.serving(
                        Recording.ofPayloads(List.of("a"), false).named("a"),
                        Recording.ofPayloads(List.of("b"), false).named("b"))
                .azure()
                .start()) {
            assertThat(Calls.call(server, "POST", "/openai/deployments/b/chat/completions?api-version=2024-10-21")
                            .body())
                    .isEqualTo("data: b\n\n");
            assertThat(Calls.call(server, "POST", "/v1/chat/completions").statusCode())
                    .isEqualTo(200);
            assertThat(Calls.call(server, "POST", "/openai/deployments//chat/completions")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void showsAModelAndSaysThatAnotherIsUnknown() throws Exception {
        try (ReplayServer server = ReplayServer.serving(ONE.named("org/one")).start()) {
            String one = "{\"id\":\"org/one\",\"object\":\"model\",\"created\":0,\"owned_by\":\"astreaming\"}";
            assertThat(Calls.call(server, "GET", "/v1/models/org%2Fone").body()).isEqualTo(one);
            assertThat(Calls.call(server, "GET", "/v1/models/org/one").body()).isEqualTo(one);
            assertThat(Calls.call(server, "GET", "/v1/models/two").statusCode()).isEqualTo(404);
            assertThat(Calls.call(server, "GET", "/v1/models/two").body())
                    .contains("the model two does not exist", "\"param\":\"model\",\"code\":\"model_not_found\"");
        }
    }

    @Test
    void refusesABodyThatIsNotJson() throws Exception {
        try (ReplayServer server = ReplayServer.answering(Reply.of(ONE)).start()) {
            assertThat(Calls.ask(server, "no JSON").statusCode()).isEqualTo(400);
            assertThat(Calls.answer(server, "no JSON"))
                    .startsWith("{\"error\":{\"message\":\"the request's body is not JSON: ");
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static String head(ReplayServer server, String line, String header) throws Exception {
        try (RawClient client = new RawClient(server.baseUri())) {
            client.send(line + " HTTP/1.1\r\n" + header + "\r\n\r\n");
            return client.head();
        }
    }
}
