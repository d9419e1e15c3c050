package io.astreaming.conformance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.RejectedException;
import io.astreaming.gateway.ChatGateway;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbGeminiCodec;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.json.JsonbOllamaCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Await;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.ProtocolStreams;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway speaks chat completions to its clients, whatever the provider speaks. */
@Timeout(120)
class ChatGatewayTest {
    private static final List<String> MESSAGES = List.of(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\",\"role\":\"assistant\",\"content\":[],"
                    + "\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":4}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}",
            "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}}",
            "{\"type\":\"content_block_stop\",\"index\":1}",
            "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\","
                    + "\"name\":\"weather\",\"input\":{}}}",
            "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}}",
            "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Oslo\\\"}\"}}",
            "{\"type\":\"content_block_stop\",\"index\":2}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":2}}",
            "{\"type\":\"message_stop\"}");
    private static final String BODY =
            "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]%s}";

    private interface Question<T> {
        T ask(String baseUrl) throws Exception;
    }

    private static Recording messages() {
        return Recording.ofPayloads(MESSAGES, false).named("claude");
    }

    private static <T> T behind(ReplayServer provider, Question<T> question) throws Exception {
        String url = provider.baseUri().toString();
        return behind(GatewayGuide.open(url, ApiKey.of("sk-any")), question);
    }

    private static <T> T behind(ChatGateway gateway, Question<T> question) throws Exception {
        try (GatewayServer server = new GatewayServer(gateway)) {
            return question.ask(server.baseUrl());
        }
    }

    private static Outcome ask(String baseUrl, ChatRequest request) {
        try (Chat chat = Chat.over(JdkChatTransport.to(baseUrl), new JsonbChatCodec())
                        .withRetry(RetryPolicy.NONE);
                ChatStream stream = chat.stream(request)) {
            return stream.outcome();
        }
    }

    private static ChatRequest hello() {
        return ChatRequest.model("claude").user("Hello").build();
    }

    private static HttpResponse<String> post(String baseUrl, String more) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(more)))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void streamsAMessageAsChatCompletions() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(messages()).start()) {
            Outcome outcome = behind(provider, url -> ask(url, hello()));

            assertThat(outcome).isInstanceOf(Completed.class);
            ChatCompletion answer = outcome.completion();
            CompletedChoice choice = answer.choices().get(0);
            assertThat(answer.id()).isEqualTo("msg_1");
            assertThat(choice.content()).isEqualTo("Hello");
            assertThat(choice.reasoning()).isEqualTo("Hm");
            assertThat(choice.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(choice.toolCalls()).singleElement().satisfies(call -> {
                assertThat(call.id()).isEqualTo("toolu_1");
                assertThat(call.arguments()).isEqualTo("{\"city\":\"Oslo\"}");
                assertThat(call.complete()).isTrue();
            });
            assertThat(answer.usage()).isInstanceOfSatisfying(TokenUsage.class, usage -> {
                assertThat(usage.promptTokens()).isEqualTo(7);
                assertThat(usage.totalTokens()).isEqualTo(9);
            });
            assertThat(answer.deviations()).isEmpty();
            assertThat(provider.requests().get(0).path()).isEqualTo("/v1/messages");
            assertThat(provider.requests().get(0).header("x-api-key")).isEqualTo("sk-any");
        }
    }

    @Test
    void numbersCallsFromZeroAndSendsUsageOnlyWhenItIsAskedFor() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(messages()).start()) {
            HttpResponse<String> response = behind(provider, url -> post(url, ",\"stream\":true"));

            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
            assertThat(response.body())
                    .contains("\"tool_calls\":[{\"index\":0,\"id\":\"toolu_1\",\"type\":\"function\",")
                    .contains("\"finish_reason\":null")
                    .doesNotContain("usage", "signature", "[{\"index\":2")
                    .endsWith("data: [DONE]\n\n");
            assertThat(response.body().lines().filter(line -> line.startsWith("data: {")))
                    .allMatch(line -> line.startsWith("data: {\"id\":\"msg_1\",\"object\":\"chat.completion.chunk\","));
        }
    }

    @Test
    void answersInOnePieceUnlessAStreamIsAskedFor() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(messages()).start()) {
            for (String more : List.of("", ",\"stream\":false")) {
                HttpResponse<String> response = behind(provider, url -> post(url, more));

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
                assertThat(JsonValues.of(response.body())).isEqualTo(JsonValues.of("""
                        {"id":"msg_1","object":"chat.completion","created":0,"model":"claude","choices":[{"index":0,
                         "message":{"role":"assistant","content":"Hello","refusal":null,"reasoning_content":"Hm",
                          "tool_calls":[{"id":"toolu_1","type":"function",
                           "function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},
                         "finish_reason":"tool_calls"}],
                         "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9,
                          "prompt_tokens_details":{"cached_tokens":4},"cache_read_input_tokens":4,"input_tokens":3,
                          "output_tokens":2}}"""));
            }
            assertThat(provider.requests()).allMatch(request -> request.text().contains("\"stream\":true"));
        }
    }

    @Test
    void passesARefusalOnWithItsStatusAndRetryAfterAndAsksOnce() throws Exception {
        Reply busy = Reply.status(
                        529,
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"r\"}")
                .header("Retry-After", "7")
                .header("request-id", "req_1");
        try (ReplayServer provider = ReplayServer.answering(busy).start()) {
            for (String more : List.of("", ",\"stream\":true")) {
                HttpResponse<String> response = behind(provider, url -> post(url, more));

                assertThat(response.statusCode()).isEqualTo(529);
                assertThat(response.headers().firstValue("retry-after")).hasValue("7");
                assertThat(response.headers().firstValue("x-request-id")).hasValue("req_1");
                assertThat(JsonValues.of(response.body()))
                        .isEqualTo(
                                JsonValues.of(
                                        "{\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\",\"param\":null,\"code\":null}}"));
            }
            assertThat(provider.requests()).hasSize(2);
        }
    }

    @Test
    void refusesWhatTheProtocolHasNoPlaceForBeforeTheProviderIsAsked() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(messages()).start()) {
            HttpResponse<String> response =
                    behind(provider, url -> post(url, ",\"stream\":true,\"logit_bias\":{\"1\":1}"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("logit_bias", "invalid_request_error");
            for (String body : List.of(
                    "{", "[]", "{}", "{\"model\":7}", "{\"model\":\"m\",\"stream_options\":[],\"messages\":[]}")) {
                assertThat(ChatGateway.over(Chat.over(
                                        JdkChatTransport.to(provider.baseUri().toString()), new JsonbMessagesCodec()))
                                .answer(body.getBytes(StandardCharsets.UTF_8))
                                .status())
                        .as(body)
                        .isEqualTo(400);
            }
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void tellsAnErrorWithinTheStreamAsAnErrorAndNeverAsAWholeAnswer() throws Exception {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
        Recording failing =
                Recording.ofPayloads(List.of(MESSAGES.get(0), MESSAGES.get(5), MESSAGES.get(6), error), false);
        Recording cut = Recording.ofPayloads(MESSAGES.subList(0, 8), false);
        Recording refused = Recording.ofPayloads(List.of(error), false);
        try (ReplayServer provider = ReplayServer.answering(
                        Reply.of(failing), Reply.of(cut), Reply.of(refused), Reply.of(failing))
                .start()) {
            Outcome failed = behind(provider, url -> ask(url, hello()));
            assertThat(failed).isInstanceOf(Failed.class);
            assertThat(failed.error())
                    .isInstanceOf(ProviderFailedException.class)
                    .hasMessageContaining("Overloaded");
            assertThat(failed.completion().text()).isEqualTo("Hel");

            Outcome broke = behind(provider, url -> ask(url, hello()));
            assertThat(broke)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            broken -> assertThat(broken.completion().text()).isEqualTo("Hello"));
            assertThat(behind(provider, url -> ask(url, hello())).error())
                    .isInstanceOfSatisfying(
                            RejectedException.class,
                            early -> assertThat(early.status()).isEqualTo(503));
            HttpResponse<String> whole = behind(provider, url -> post(url, ""));
            assertThat(whole.statusCode()).isEqualTo(503);
            assertThat(whole.body()).contains("Overloaded").doesNotContain("Hel");
        }
    }

    @Test
    void cancelsTheProvidersStreamWhenTheClientLeaves() throws Exception {
        Reply silent = Reply.of(messages()).afterFrame(7).stall();
        try (ReplayServer provider = ReplayServer.answering(silent).start()) {
            String seen = behind(provider, url -> {
                ChatRequest request = hello();
                try (Chat chat = Chat.over(JdkChatTransport.to(url), new JsonbChatCodec());
                        ChatStream stream = chat.stream(request)) {
                    StringBuilder text = new StringBuilder();
                    for (var received : stream.received()) {
                        text.append(
                                received.payload() == null
                                        ? ""
                                        : received.payload().text());
                        if (text.indexOf("Hel") >= 0) {
                            assertThat(provider.openStreams()).isEqualTo(1);
                            break;
                        }
                    }
                    stream.close();
                    Await.until(() -> provider.openStreams() == 0);
                    return text.toString();
                }
            });
            assertThat(seen).contains("Hel");
        }
    }

    @Test
    void passesChatCompletionsOnAsTheyCame() throws Exception {
        Recording recorded = Recording.builder("m").text("Hello").usage(1, 2).build();
        try (ReplayServer provider = ReplayServer.serving(recorded).start();
                Chat chat = Chat.over(JdkChatTransport.to(provider.baseUri().toString()), new JsonbChatCodec())) {
            HttpResponse<String> response = behind(
                    ChatGateway.over(chat),
                    url -> post(url, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

            String body = String.join(
                    "", recorded.frames().stream().map(frame -> frame.text()).toList());
            assertThat(response.body()).isEqualTo(body);
        }
    }

    /** Each recorded stream of another protocol says behind the gateway what it says without it. */
    @Test
    void translatesEveryRecordedStream() throws Exception {
        Map<String, ChatCodec> codecs = Map.of(
                "responses", new JsonbResponsesCodec(),
                "messages", new JsonbMessagesCodec(),
                "gemini", new JsonbGeminiCodec(),
                "ollama", new JsonbOllamaCodec());
        for (Map.Entry<String, ChatCodec> protocol : codecs.entrySet()) {
            for (Path file : ProtocolStreams.of(protocol.getKey())) {
                compare(file, protocol.getKey(), protocol.getValue());
            }
        }
    }

    private static void compare(Path file, String protocol, ChatCodec codec) throws Exception {
        Recording recording = recording(file, protocol);
        try (ReplayServer provider = ReplayServer.answering(Reply.of(recording)).start();
                Chat direct = Chat.over(JdkChatTransport.to(baseUrl(provider, protocol)), codec)
                        .withRetry(RetryPolicy.NONE)) {
            Outcome expected;
            try (ChatStream stream = direct.stream(hello())) {
                expected = stream.outcome();
            }
            Outcome seen = behind(ChatGateway.over(direct), url -> ask(url, hello()));

            boolean whole = expected instanceof Completed;
            assertThat(seen instanceof Completed)
                    .as("%s: %s, %s", file, expected.error(), seen.error())
                    .isEqualTo(whole);
            if (whole && !expected.completion().choices().isEmpty()) {
                CompletedChoice there = expected.completion().choices().get(0);
                CompletedChoice here = seen.completion().choices().get(0);
                assertThat(text(here.content())).as("%s", file).isEqualTo(text(there.content()));
                assertThat(text(here.reasoning())).as("%s", file).isEqualTo(text(there.reasoning()));
                assertThat(here.toolCalls().stream().map(call -> call.name() + call.arguments()))
                        .as("%s", file)
                        .isEqualTo(there.toolCalls().stream()
                                .map(call -> call.name() + call.arguments())
                                .toList());
                assertThat(seen.completion().deviations()).as("%s", file).isEmpty();
            }
        }
    }

    private static Recording recording(Path file, String protocol) throws IOException {
        byte[] body = Files.readAllBytes(file);
        return protocol.equals("ollama") ? Recording.jsonLines(body) : Recording.sse(body);
    }

    private static String baseUrl(ReplayServer provider, String protocol) {
        String url = provider.baseUri().toString();
        return protocol.equals("ollama") ? url.replace("/v1", "") : url;
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
