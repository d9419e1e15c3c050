package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.ConcurrencyException;
import io.astreaming.port.ChatCodec;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.value.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other protocols, several endpoints, and a bound on open streams, made of properties. */
@Timeout(60)
class DispatchPropertiesTest {
    private static final Reply BUSY = Reply.status(503, "{\"error\":{\"message\":\"overloaded\"}}");

    @ParameterizedTest
    @CsvSource({
        "astreaming.protocol=messages, MESSAGES, https://api.anthropic.com/v1",
        "astreaming.protocol=RESPONSES, RESPONSES, https://api.openai.com/v1",
        "astreaming.protocol=gemini, GEMINI, https://generativelanguage.googleapis.com/v1beta",
        "astreaming.base-url=https://api.anthropic.com/v1, MESSAGES, https://api.anthropic.com/v1",
        "astreaming.protocol=, CHAT_COMPLETIONS, https://api.openai.com/v1",
        "astreaming.model=m, CHAT_COMPLETIONS, https://api.openai.com/v1",
    })
    void speaksTheProtocolThatIsNamedOrThatTheUrlMeans(String property, Protocol protocol, String url) {
        Runner.application()
                .withPropertyValues("astreaming.api-key=k", property)
                .run(context -> {
                    assertThat(context.getBean(ChatCodec.class).protocol()).isEqualTo(protocol);
                    assertThat(context.getBean(Chat.class).endpoint()).isEqualTo(url);
                });
    }

    @Test
    void sendsTheKeyInTheHeaderOfTheProtocol() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server)
                    .withPropertyValues("astreaming.api-key=no-secret", "astreaming.protocol=messages")
                    .run(context -> {
                        var unused = ask(context.getBean(Chat.class), context.getBean(ChatRequests.class));
                        assertThat(server.requests().get(0).path()).isEqualTo("/v1/messages");
                        assertThat(server.requests().get(0).header("x-api-key")).isEqualTo("no-secret");
                        assertThat(server.requests().get(0).header("authorization"))
                                .isNull();
                    });
        }
    }

    @Test
    void givesEachNamedEndpointItsOwnProtocol() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.application()
                    .withPropertyValues(
                            "astreaming.api-key=k",
                            "astreaming.protocol=gemini",
                            "astreaming.endpoints.plain.base-url=" + server.baseUri(),
                            "astreaming.endpoints.plain.model=m",
                            "astreaming.endpoints.claude.base-url=" + server.baseUri(),
                            "astreaming.endpoints.claude.protocol=messages",
                            "astreaming.endpoints.claude.model=m")
                    .run(context -> {
                        for (String endpoint : new String[] {"plain", "claude"}) {
                            String bean = "astreaming.endpoints." + endpoint + ".";
                            var unused = ask(
                                    context.getBean(bean + "chat", Chat.class),
                                    context.getBean(bean + "requests", ChatRequests.class));
                        }
                        assertThat(server.requests())
                                .extracting(request -> request.path())
                                .containsExactly("/v1/chat/completions", "/v1/messages");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "astreaming.protocol=sk-secret, 'astreaming.protocol: a protocol is chat-completions,'",
        "astreaming.concurrency.max-streams=0, 'astreaming.concurrency.max-streams: maxStreams must be at least 1'",
        "astreaming.failover.endpoints=eu, 'astreaming.failover.endpoints: there is no endpoint of the name eu: set"
                + " astreaming.endpoints.eu.base-url'",
        "'astreaming.failover.endpoints=default,default', 'astreaming.failover.endpoints: '",
    })
    void namesThePropertyWhoseValueCantBeUsed(String property, String message) {
        Runner.application()
                .withPropertyValues("astreaming.api-key=k", property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(message)
                        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("sk-secret")));
    }

    @Test
    void namesThePolicyThatIsUnknown() {
        Runner.application()
                .withPropertyValues(
                        "astreaming.api-key=k",
                        "astreaming.failover.endpoints=default",
                        "astreaming.failover.policy=random")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("astreaming.failover.policy: a policy is ordered or least-loaded"));
    }

    @ParameterizedTest
    @CsvSource({"ordered", "least-loaded"})
    void asksAnotherEndpointWhereOneFails(String policy) {
        try (ReplayServer busy = ReplayServer.answering(BUSY).start();
                ReplayServer other = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.application()
                    .withPropertyValues(
                            "astreaming.model=m",
                            "astreaming.failover.endpoints=eu,us",
                            "astreaming.failover.policy=" + policy,
                            "astreaming.endpoints.eu.base-url=" + busy.baseUri(),
                            "astreaming.endpoints.eu.api-key=key-of-eu",
                            "astreaming.endpoints.us.base-url=" + other.baseUri(),
                            "astreaming.endpoints.us.model=m-us")
                    .run(context -> {
                        Runner.says("Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class));
                        assertThat(busy.requests().get(0).header("authorization"))
                                .isEqualTo("Bearer key-of-eu");
                        assertThat(other.requests().get(0).header("authorization"))
                                .as("the key of another endpoint")
                                .isNull();
                        assertThat(other.requests().get(0).text()).contains("\"m-us\"");
                    });
        }
    }

    @Test
    void fallsBackFromTheDefaultEndpoint() {
        try (ReplayServer busy = ReplayServer.answering(BUSY).start();
                ReplayServer other = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(busy)
                    .withPropertyValues(
                            "astreaming.failover.endpoints[0]=default",
                            "astreaming.failover.endpoints[1]=spare",
                            "astreaming.endpoints.spare.base-url=" + other.baseUri())
                    .run(context -> Runner.says(
                            "Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class)));
            assertThat(busy.requests()).hasSize(1);
        }
    }

    @Test
    void boundsTheStreamsThatAreOpenAtOnce() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server)
                    .withPropertyValues("astreaming.concurrency.max-streams=1", "astreaming.concurrency.max-queued=0")
                    .run(context -> {
                        Chat chat = context.getBean(Chat.class);
                        ChatRequests requests = context.getBean(ChatRequests.class);
                        try (ChatStream open =
                                chat.stream(requests.builder().user("Hi").build())) {
                            assertThat(open.iterator().hasNext()).isTrue();
                            assertThat(ask(chat, requests)).isInstanceOf(ConcurrencyException.class);
                        }
                        assertThat(ask(chat, requests)).isNull();
                    });
        }
    }

    private static @Nullable Throwable ask(Chat chat, ChatRequests requests) {
        return chat.outcome(requests.builder().user("Say hello").build()).join().error();
    }
}
