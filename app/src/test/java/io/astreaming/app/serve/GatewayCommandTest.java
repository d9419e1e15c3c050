package io.astreaming.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command {@code serve --upstream}: chat completions in front of a provider that speaks another protocol. */
@Timeout(60)
class GatewayCommandTest {
    static final List<String> RESPONSES = List.of(
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"model\":\"m\",\"created_at\":5,"
                    + "\"status\":\"in_progress\"}}",
            "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"message\","
                    + "\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[]}}",
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":2,\"output_index\":0,\"item_id\":\"msg_1\","
                    + "\"content_index\":0,\"delta\":\"Hello\"}",
            "{\"type\":\"response.output_item.done\",\"sequence_number\":3,\"output_index\":0,\"item\":{\"type\":\"message\","
                    + "\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}}",
            "{\"type\":\"response.completed\",\"sequence_number\":4,\"response\":{\"id\":\"resp_1\",\"model\":\"m\",\"created_at\":5,"
                    + "\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}}");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Recording recording() {
        return Recording.ofPayloads(RESPONSES, false).named("m");
    }

    private static Cli withKey() {
        return new Cli().environment("OPENAI_API_KEY", "sk-of-the-gateway");
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void answersAClientOfChatCompletionsWithItsOwnKey() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(recording()).start()) {
            HttpResponse<String> response = Serving.whileServing(
                    withKey(),
                    url -> send(request(url).header("Authorization", "Bearer sk-of-the-client")),
                    "--upstream",
                    provider.baseUri().toString(),
                    "--protocol",
                    "responses");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"content\":\"Hello\"").endsWith("data: [DONE]\n\n");
            assertThat(provider.requests().get(0).path()).isEqualTo("/v1/responses");
            assertThat(provider.requests().get(0).header("Authorization")).isEqualTo("Bearer sk-of-the-gateway");
        }
    }

    @Test
    void passesTheClientsKeyOnIfItHasNone() throws Exception {
        Recording message = Recording.ofPayloads(
                        List.of(
                                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"role\":\"assistant\","
                                        + "\"content\":[],\"usage\":{}}}",
                                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{}}",
                                "{\"type\":\"message_stop\"}"),
                        false)
                .named("m");
        try (ReplayServer provider = ReplayServer.serving(message).start()) {
            HttpResponse<String> response = Serving.whileServing(
                    url -> send(request(url).header("Authorization", "Bearer sk-of-the-client")),
                    "--upstream",
                    provider.baseUri().toString(),
                    "--protocol",
                    "messages");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(provider.requests().get(0).header("x-api-key")).isEqualTo("sk-of-the-client");
            assertThat(provider.requests().get(0).header("Authorization")).isNull();
        }
    }

    @Test
    void passesTheProvidersRefusalOn() throws Exception {
        Reply busy = Reply.status(
                        429,
                        "{\"error\":{\"message\":\"Slow down\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}")
                .header("Retry-After", "3");
        try (ReplayServer provider = ReplayServer.answering(busy).start()) {
            HttpResponse<String> response = Serving.whileServing(
                    withKey(),
                    url -> send(request(url)),
                    "--upstream",
                    provider.baseUri().toString(),
                    "--protocol",
                    "responses");

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"error\":{\"message\":\"Slow down\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}");
            assertThat(provider.requests()).hasSize(1);
        }
    }

    /** A page of another server could spend the key, though it couldn't read the answer. */
    @Test
    void answersNoPageOfAnotherServerAndNothingElse() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(recording()).start()) {
            String out = Serving.whileServing(
                    withKey(),
                    url -> {
                        HttpResponse<String> foreign = send(request(url).header("Origin", "https://evil.example"));
                        HttpResponse<String> nowhere = send(HttpRequest.newBuilder(URI.create(url + "/models")));
                        HttpResponse<String> method =
                                send(HttpRequest.newBuilder(URI.create(url + "/chat/completions")));
                        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
                        return foreign.statusCode() + " " + nowhere.statusCode() + " " + method.statusCode();
                    },
                    "--upstream",
                    provider.baseUri().toString(),
                    "--protocol",
                    "responses");

            assertThat(out).isEqualTo("403 404 405");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void saysWhatDoesNotGoTogether() {
        assertThat(Cli.run("serve", "--upstream", "http://localhost:1", Cli.SEED)
                        .err())
                .isEqualTo("astreaming: the answers come either from FILE or from --upstream\n");
        assertThat(Cli.run("serve", "--upstream", "http://localhost:1", "--pace", "5")
                        .err())
                .isEqualTo("astreaming: --pace is for recorded streams; leave it out, or --upstream\n");
        assertThat(Cli.run("serve", "--upstream", "ftp://localhost").code()).isEqualTo(2);
        assertThat(Cli.run("serve", "--upstream", "http://localhost:1", "--api-key-env", "NONE")
                        .err())
                .contains("NONE isn't set");
    }
}
