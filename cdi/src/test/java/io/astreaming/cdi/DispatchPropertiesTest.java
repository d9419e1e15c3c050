package io.astreaming.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.port.ChatCodec;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.value.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other protocols, several endpoints, and a bound on open streams, made of properties. */
@Timeout(60)
class DispatchPropertiesTest {
    private static final Recording HELLO = Recording.ofText("Hello");
    private static final Reply BUSY = Reply.status(503, "{\"error\":{\"message\":\"overloaded\"}}");
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();

    @ParameterizedTest
    @CsvSource({
        "astreaming.protocol, messages, MESSAGES, https://api.anthropic.com/v1",
        "astreaming.protocol, RESPONSES, RESPONSES, https://api.openai.com/v1",
        "astreaming.base-url, https://api.anthropic.com/v1, MESSAGES, https://api.anthropic.com/v1",
        "astreaming.protocol, '', CHAT_COMPLETIONS, https://api.openai.com/v1",
        "astreaming.model, m, CHAT_COMPLETIONS, https://api.openai.com/v1",
    })
    void speaksTheProtocolThatIsNamedOrThatTheUrlMeans(String property, String value, Protocol protocol, String url) {
        try (Container container = Container.with(Map.of("astreaming.api-key", "k", property, value))) {
            assertThat(container.get(ChatCodec.class).protocol()).isEqualTo(protocol);
            assertThat(container.get(Chat.class).endpoint()).isEqualTo(url);
        }
    }

    @Test
    void sendsTheKeyInTheHeaderOfEachEndpointsProtocol() {
        try (ReplayServer server = ReplayServer.serving(HELLO).start();
                Container container = Container.with(Map.of(
                        "astreaming.protocol", "gemini",
                        "astreaming.endpoints.claude.base-url", server.baseUri().toString(),
                        "astreaming.endpoints.claude.api-key", "no-secret",
                        "astreaming.endpoints.claude.protocol", "messages",
                        "astreaming.endpoints.plain.base-url", server.baseUri().toString(),
                        "astreaming.endpoints.plain.api-key", "no-secret"))) {
            ChatEndpoints endpoints = container.get(ChatEndpoints.class);
            endpoints.chat("claude").outcome(REQUEST).join();
            endpoints.chat("plain").outcome(REQUEST).join();

            assertThat(server.requests())
                    .extracting(request ->
                            request.path() + " " + request.header("x-api-key") + " " + request.header("authorization"))
                    .containsExactly("/v1/messages no-secret null", "/v1/chat/completions null Bearer no-secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "astreaming.protocol, sk-secret, 'astreaming.protocol: a protocol is chat-completions,'",
        "astreaming.concurrency.max-streams, 0, 'astreaming.concurrency.max-streams: maxStreams must be at least 1'",
        "astreaming.failover.endpoints, 'default,eu', 'astreaming.failover.endpoints: there is no endpoint of the name eu:"
                + " set astreaming.endpoints.eu.base-url'",
        "astreaming.failover.endpoints, 'default,default', 'astreaming.failover.endpoints: '",
    })
    void namesThePropertyWhoseValueCantBeUsed(String property, String value, String message) {
        try (Container container = Container.with(Map.of("astreaming.api-key", "k", property, value))) {
            assertThatThrownBy(() -> container.get(Chat.class))
                    .hasStackTraceContaining(message)
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("sk-secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordered", "least-loaded"})
    void asksAnotherEndpointWhereOneFails(String policy) {
        try (ReplayServer busy = ReplayServer.answering(BUSY).start();
                ReplayServer other = ReplayServer.serving(HELLO).start();
                Container container = Container.with(Map.of(
                        "astreaming.failover.endpoints",
                        "eu, us",
                        "astreaming.failover.policy",
                        policy,
                        "astreaming.endpoints.eu.base-url",
                        busy.baseUri().toString(),
                        "astreaming.endpoints.eu.api-key",
                        "key-of-eu",
                        "astreaming.endpoints.us.base-url",
                        other.baseUri().toString(),
                        "astreaming.endpoints.us.model",
                        "m-us"))) {
            Outcome outcome = container.get(Chat.class).outcome(REQUEST).join();

            assertThat(outcome.completion().text()).isEqualTo("Hello");
            assertThat(busy.requests().get(0).header("authorization")).isEqualTo("Bearer key-of-eu");
            assertThat(other.requests().get(0).header("authorization")).isNull();
            assertThat(other.requests().get(0).text()).contains("\"m-us\"");
        }
    }

    @Test
    void fallsBackFromTheDefaultEndpointUntilTheContainerEnds() {
        try (ReplayServer busy = ReplayServer.answering(BUSY).start();
                ReplayServer other = ReplayServer.serving(HELLO).start()) {
            Chat chat;
            try (Container container = Container.with(Map.of(
                    "astreaming.base-url", busy.baseUri().toString(),
                    "astreaming.failover.endpoints", "default,spare",
                    "astreaming.endpoints.spare.base-url", other.baseUri().toString()))) {
                chat = container.get(Chat.class);
                assertThat(chat.outcome(REQUEST).join().completion().text()).isEqualTo("Hello");
                assertThat(busy.requests()).hasSize(1);
            }
            assertThat(chat.outcome(REQUEST).join().error()).hasMessageContaining("closed");
        }
    }

    @Test
    void boundsTheStreamsThatAreOpenAtOnce() {
        try (ReplayServer server = ReplayServer.serving(HELLO).start();
                Container container = Container.with(Map.of(
                        "astreaming.base-url", server.baseUri().toString(),
                        "astreaming.concurrency.max-streams", "1",
                        "astreaming.concurrency.max-queued", "0"))) {
            Chat chat = container.get(Chat.class);
            try (ChatStream open = chat.stream(REQUEST)) {
                assertThat(open.iterator().hasNext()).isTrue();
                assertThat(chat.outcome(REQUEST).join().error()).isInstanceOf(ConcurrencyException.class);
            }
            assertThat(chat.outcome(REQUEST).join().error()).isNull();
        }
    }
}
