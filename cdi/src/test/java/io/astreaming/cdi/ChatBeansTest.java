package io.astreaming.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.ChatTransport;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The beans in Weld, with SmallRye's configuration and a real server. */
@Timeout(60)
class ChatBeansTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();

    private static ReplayServer server;

    @BeforeAll
    static void serve() {
        server = ReplayServer.serving(Recording.ofPayloads(
                        List.of(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
                        true))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ApplicationScoped
    static class Greeter {
        private final Chat chat;
        private final ChatRequests requests;

        Greeter() { // for the client proxy
            this(null, null);
        }

        @Inject
        Greeter(Chat chat, ChatRequests requests) {
            this.chat = chat;
            this.requests = requests;
        }

        Outcome greet() {
            try (ChatStream stream =
                    chat.stream(requests.builder().user("Say hello").build())) {
                return stream.outcome();
            }
        }
    }

    @Test
    void injectsAChatAndItsRequests() {
        Map<String, String> properties = Map.of(
                "astreaming.base-url", url(),
                "astreaming.api-key", "sk-test-0123456789",
                "astreaming.organization-id", "org-1",
                "astreaming.project-id", "proj-1",
                "astreaming.custom-headers.X-Tenant", "tenant-1",
                "astreaming.model", "configured",
                "astreaming.defaults.temperature", "0.5",
                "astreaming.defaults.max-completion-tokens", "100",
                "astreaming.defaults.stop", "END,STOP");

        try (Container container = Container.with(properties, Greeter.class)) {
            Outcome outcome = container.get(Greeter.class).greet();

            assertThat(outcome).isInstanceOf(Completed.class);
            assertThat(outcome.completion().text()).isEqualTo("Hello");
        }

        ReceivedRequest request = last();
        assertThat(request.header("authorization")).isEqualTo("Bearer sk-test-0123456789");
        assertThat(request.header("openai-organization")).isEqualTo("org-1");
        assertThat(request.header("openai-project")).isEqualTo("proj-1");
        assertThat(request.header("x-tenant")).isEqualTo("tenant-1");
        assertThat(request.text())
                .contains("\"model\":\"configured\"", "\"temperature\":0.5", "\"max_completion_tokens\":100")
                .contains("\"stop\":[\"END\",\"STOP\"]");
    }

    @Test
    void needsNoKeyForAServerWithoutOne() {
        try (Container container = Container.at(url());
                ChatStream stream = container.get(Chat.class).stream(REQUEST)) {
            assertThat(stream.text()).isEqualTo("Hello");
        }
        assertThat(last().header("authorization")).isNull();
    }

    @Test
    void startsWithoutAnyPropertyAndSaysAtTheFirstStreamWhatIsMissing() {
        try (Container container = Container.with(Map.of());
                ChatStream stream = container.get(Chat.class).stream(REQUEST)) {
            assertThat(stream.outcome())
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.error())
                                    .isInstanceOf(ConnectionException.class)
                                    .hasMessageContaining("set astreaming.api-key, or astreaming.base-url")
                                    .matches(error -> !error.isRetryable()));
        }
    }

    @Test
    void takesAKeyThatRefersToAVariableThatIsNotSetForNone() {
        Map<String, String> properties =
                Map.of("astreaming.base-url", url(), "astreaming.api-key", "${ASTREAMING_TEST_KEY_THAT_IS_NOT_SET}");

        try (Container container = Container.with(properties);
                ChatStream stream = container.get(Chat.class).stream(REQUEST)) {
            assertThat(stream.text()).isEqualTo("Hello");
        }
        assertThat(last().header("authorization")).isNull();
    }

    @Dependent
    static class TwoEndpoints {
        @Inject
        @ChatEndpoint("local")
        Chat local;

        @Inject
        @ChatEndpoint("local")
        ChatRequests requests;

        @Inject
        @ChatEndpoint("mistyped")
        Chat mistyped;
    }

    @Test
    void injectsFurtherEndpointsByName() {
        Map<String, String> properties =
                Map.of("astreaming.endpoints.local.base-url", url(), "astreaming.endpoints.local.model", "small");

        try (Container container = Container.with(properties, TwoEndpoints.class)) {
            TwoEndpoints endpoints = container.get(TwoEndpoints.class);
            try (ChatStream stream = endpoints.local.stream(
                    endpoints.requests.builder().user("hi").build())) {
                assertThat(stream.text()).isEqualTo("Hello");
            }
            assertThat(last().text()).contains("\"model\":\"small\"");
            assertThat(endpoints.local)
                    .isSameAs(container.get(ChatEndpoints.class).chat("local"));
            try (ChatStream stream = endpoints.mistyped.stream(REQUEST)) {
                assertThat(stream.outcome().error()).hasMessageContaining("astreaming.endpoints.mistyped.api-key");
            }
        }
    }

    /** A proxy would be made later, perhaps on a thread without the application's class loader. */
    @Test
    void handsOutTheChatItselfAndOneOnly() {
        try (Container container = Container.at(url())) {
            assertThat(container.get(Chat.class).getClass()).isEqualTo(Chat.class);
            assertThat(container.get(Chat.class)).isSameAs(container.get(Chat.class));
        }
    }

    @Test
    void closesEveryTransportWithTheContainer() {
        Chat chat;
        Chat named;
        try (Container container =
                Container.with(Map.of("astreaming.base-url", url(), "astreaming.endpoints.local.base-url", url()))) {
            chat = container.get(Chat.class);
            named = container.get(ChatEndpoints.class).chat("local");
        }
        assertThat(List.of(chat, named)).allSatisfy(each -> {
            try (ChatStream stream = each.stream(REQUEST)) {
                assertThat(stream.outcome().error())
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                error -> assertThat(error.phase()).isEqualTo(Phase.CLOSED));
            }
        });
    }

    @Dependent
    static class OtherTransport {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        ChatTransport transport() {
            return JdkChatTransport.to(url(), ApiKey.of("sk-of-the-alternative"));
        }
    }

    @Test
    void letsAnAlternativeReplaceTheTransport() {
        try (Container container =
                        Container.with(Map.of("astreaming.base-url", "http://127.0.0.1:1/v1"), OtherTransport.class);
                ChatStream stream = container.get(Chat.class).stream(REQUEST)) {
            assertThat(stream.text()).isEqualTo("Hello");
        }
        assertThat(last().header("authorization")).isEqualTo("Bearer sk-of-the-alternative");
    }

    @Dependent
    static class RenewedKey implements ChatTransportCustomizer {
        @Override
        public void customize(JdkChatTransport.Builder builder, String endpoint) {
            builder.apiKey(() -> ApiKey.of("sk-renewed-for-" + endpoint));
        }
    }

    @Dependent
    static class NoContent implements ChatCustomizer {
        @Override
        public Chat customize(Chat chat, String endpoint) {
            return endpoint.equals(ChatEndpoint.DEFAULT) ? chat.withoutContent() : chat;
        }
    }

    @Test
    void appliesCustomizersToEveryEndpoint() {
        Map<String, String> properties =
                Map.of("astreaming.base-url", url(), "astreaming.endpoints.local.base-url", url());

        try (Container container = Container.with(properties, RenewedKey.class, NoContent.class)) {
            try (ChatStream stream = container.get(Chat.class).stream(REQUEST)) {
                assertThat(stream.text()).isEmpty();
            }
            assertThat(last().header("authorization")).isEqualTo("Bearer sk-renewed-for-default");
            try (ChatStream stream = container.get(ChatEndpoints.class).chat("local").stream(REQUEST)) {
                assertThat(stream.text()).isEqualTo("Hello");
            }
            assertThat(last().header("authorization")).isEqualTo("Bearer sk-renewed-for-local");
        }
    }

    @Test
    void saysThatNoModelIsConfigured() {
        try (Container container = Container.at(url())) {
            ChatRequests requests = container.get(ChatRequests.class);
            assertThatThrownBy(requests::builder)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("set astreaming.model");
            assertThat(requests.builder("other").user("hi").build().model()).isEqualTo("other");
        }
    }

    /** Both tell Quarkus, Helidon and Jakarta EE servers that there are beans. */
    @Test
    void isFoundByEveryContainer() {
        assertThat(ChatEndpoint.class.getResource("/META-INF/beans.xml")).isNotNull();
        assertThat(ChatEndpoint.class.getResource("/META-INF/jandex.idx")).isNotNull();
    }

    private static String url() {
        return server.baseUri().toString();
    }

    private static ReceivedRequest last() {
        List<ReceivedRequest> requests = server.requests();
        return requests.get(requests.size() - 1);
    }
}
