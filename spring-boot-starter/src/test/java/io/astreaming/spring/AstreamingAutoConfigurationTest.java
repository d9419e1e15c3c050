package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.event.TextReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.StreamListener;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
class AstreamingAutoConfigurationTest {
    @Test
    void runsOnTheVersionThatTheBuildNames() {
        assertThat(SpringBootVersion.getVersion())
                .isEqualTo(System.getProperty("spring-boot.expected", SpringBootVersion.getVersion()));
    }

    @Test
    void streamsFromTheConfiguredEndpoint() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server)
                    .withPropertyValues("astreaming.api-key=no-secret")
                    .run(context -> {
                        StringBuilder text = new StringBuilder();
                        ChatRequest request = context.getBean(ChatRequests.class)
                                .builder()
                                .user("Say hello")
                                .build();
                        try (ChatStream stream = context.getBean(Chat.class).stream(request)) {
                            stream.forEach(event -> {
                                if (event instanceof TextReceived received) {
                                    text.append(received.text());
                                }
                            });
                        }
                        assertThat(text).hasToString("Hello, world");
                        assertThat(server.requests().get(0).header("authorization"))
                                .isEqualTo("Bearer no-secret");
                    });
        }
    }

    @Test
    void makesNothingWithoutAnEndpointAndSaysWhy() {
        Runner.application().withPropertyValues("astreaming.model=m").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(Chat.class).doesNotHaveBean(ChatTransport.class);
            assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
                            .getConditionAndOutcomesBySource()
                            .values())
                    .anySatisfy(outcomes -> assertThat(outcomes)
                            .anySatisfy(
                                    outcome -> assertThat(outcome.getOutcome().getMessage())
                                            .contains("neither astreaming.api-key nor astreaming.base-url is set")));
        });
    }

    @Test
    void takesABlankKeyAndAnEmptyPlaceholderForNone() {
        for (String key : List.of("", "  ", "${NO_SUCH_VARIABLE}", "${NO_SUCH_VARIABLE:}")) {
            Runner.application()
                    .withPropertyValues("astreaming.api-key=" + key, "astreaming.endpoints.other.api-key=" + key)
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Chat.class));
        }
    }

    @Test
    void asksOpenAiIfThereIsOnlyAKey() {
        Runner.application()
                .withPropertyValues("astreaming.api-key=no-secret")
                .run(context ->
                        assertThat(context.getBean(Chat.class).endpoint()).isEqualTo("https://api.openai.com/v1"));
    }

    @Test
    void makesAChatOfEachNamedEndpoint() {
        try (ReplayServer first = ReplayServer.serving(Runner.HELLO).start();
                ReplayServer second = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(first)
                    .withPropertyValues(
                            "astreaming.api-key=first-key",
                            "astreaming.endpoints.second.base-url=" + second.baseUri(),
                            "astreaming.endpoints.second.model=m2",
                            "astreaming.endpoints.Third-One.api-key=third-key")
                    .withBean(Asker.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Asker asker = context.getBean(Asker.class);
                        Runner.says("Hello, world", asker.second, asker.requests);
                        assertThat(asker.main).isSameAs(context.getBean("astreamingChat"));
                        assertThat(asker.second).isSameAs(context.getBean("astreaming.endpoints.second.chat"));
                        assertThat(second.requests().get(0).text()).contains("\"m2\"");
                        assertThat(second.requests().get(0).header("authorization"))
                                .as("the key of another endpoint")
                                .isNull();
                        assertThat(first.requests()).isEmpty();
                        assertThat(context.getBean("astreaming.endpoints.Third-One.chat", Chat.class)
                                        .endpoint())
                                .startsWith("https://api.openai.com");
                    });
        }
    }

    static class Asker {
        final Chat main;
        final Chat second;
        final ChatRequests requests;

        Asker(Chat main, @Qualifier("second") Chat second, @Qualifier("second") ChatRequests requests) {
            this.main = main;
            this.second = second;
            this.requests = requests;
        }
    }

    @Test
    void givesANamedChatOnlyToThoseWhoNameIt() {
        Runner.application()
                .withPropertyValues("astreaming.endpoints.only.base-url=http://127.0.0.1:1/v1")
                .withBean(Optional.class)
                .run(context -> {
                    assertThat(context.getBean(Optional.class).chat.getIfAvailable())
                            .isNull();
                    assertThat(context)
                            .hasBean("astreaming.endpoints.only.chat")
                            .hasBean("astreaming.endpoints.only.transport");
                });
    }

    static class Optional {
        final ObjectProvider<Chat> chat;

        Optional(ObjectProvider<Chat> chat) {
            this.chat = chat;
        }
    }

    @Test
    void refusesAnEndpointWithTheNameOfTheDefaultOne() {
        Runner.application()
                .withPropertyValues("astreaming.endpoints.default.base-url=http://127.0.0.1:1/v1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("astreaming.endpoints.default: this name means"));
    }

    @Test
    void prefersConnectionDetailsAndSendsTheConfiguredKeyToNobodyElse() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            AstreamingConnectionDetails details = () -> server.baseUri().toString();
            Runner.application()
                    .withPropertyValues("astreaming.api-key=the-real-key", "astreaming.model=m")
                    .withBean(AstreamingConnectionDetails.class, () -> details)
                    .run(context -> {
                        Runner.says("Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class));
                        assertThat(server.requests().get(0).header("authorization"))
                                .isNull();
                    });
            Runner.application()
                    .withBean(AstreamingConnectionDetails.class, () -> details)
                    .run(context -> assertThat(context).hasSingleBean(Chat.class));
        }
    }

    @Test
    void stepsBackForBeansOfTheApplication() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            JdkChatTransport transport = JdkChatTransport.to(server.baseUri().toString(), ApiKey.of("mine"));
            ChatCodec codec = new JsonbChatCodec();
            Chat own = Chat.over(transport, codec);
            Runner.application()
                    .withPropertyValues("astreaming.model=m")
                    .withBean(ChatTransport.class, () -> transport)
                    .withBean(ChatCodec.class, () -> codec)
                    .run(context -> {
                        assertThat(context).hasSingleBean(ChatTransport.class).hasSingleBean(ChatCodec.class);
                        Runner.says("Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class));
                        assertThat(server.requests().get(0).header("authorization"))
                                .isEqualTo("Bearer mine");
                    });
            Runner.asking(server)
                    .withBean(Chat.class, () -> own)
                    .run(context -> assertThat(context.getBean(Chat.class)).isSameAs(own));
            Runner.application()
                    .withPropertyValues("astreaming.endpoints.mine.base-url=" + server.baseUri())
                    .withBean("astreaming.endpoints.mine.chat", Chat.class, () -> own)
                    .run(context -> assertThat(context.getBean(Chat.class)).isSameAs(own));
        }
    }

    @Test
    void appliesCustomizersAndListenersOfTheApplication() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server)
                    .withPropertyValues("astreaming.endpoints.other.base-url=" + server.baseUri())
                    .withUserConfiguration(Customized.class)
                    .run(context -> {
                        List<?> calls = context.getBean("calls", List.class);
                        Runner.says("Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class));
                        assertThat(server.requests().get(0).header("x-from")).isEqualTo("default");
                        assertThat(calls)
                                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                                .containsExactlyInAnyOrder("chat default", "chat other", "first m", "second m");
                    });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        List<String> calls() {
            return Collections.synchronizedList(new ArrayList<>());
        }

        @Bean
        ChatTransportCustomizer header() {
            return (builder, endpoint) -> builder.header("X-From", endpoint);
        }

        @Bean
        ChatCustomizer counted(List<String> calls) {
            return (chat, endpoint) -> {
                calls.add("chat " + endpoint);
                return chat;
            };
        }

        @Bean
        Function<ChatRequest, StreamListener> first(List<String> calls) {
            return request -> {
                calls.add("first " + request.model());
                return new StreamListener() {};
            };
        }

        @Bean
        Function<ChatRequest, StreamListener> second(List<String> calls) {
            return request -> {
                calls.add("second " + request.model());
                return new StreamListener() {};
            };
        }
    }

    @Test
    void closesTheTransportAtTheEndAndLetsARunningStreamFinish() {
        Semaphore permits = new Semaphore(1);
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO)
                .pace(Pace.permittedBy(permits))
                .start()) {
            ChatStream[] open = new ChatStream[1];
            Chat[] used = new Chat[1];
            Runner.asking(server).run(context -> {
                used[0] = context.getBean(Chat.class);
                open[0] =
                        used[0].stream(ChatRequest.model("m").user("Say hello").build());
                assertThat(open[0].iterator().hasNext()).isTrue();
            });
            permits.release(100);
            assertThat(open[0].text()).isEqualTo("Hello, world");
            assertThat(used[0].outcome(ChatRequest.model("m").user("Again").build())
                            .join()
                            .error())
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void leavesATransportOpenThatTheApplicationClosesItself() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start();
                JdkChatTransport transport =
                        JdkChatTransport.to(server.baseUri().toString())) {
            Chat[] used = new Chat[1];
            Runner.application()
                    .withBean(ChatTransport.class, () -> transport, bean -> bean.setDestroyMethodName(""))
                    .run(context -> used[0] = context.getBean(Chat.class));
            assertThat(used[0].stream(ChatRequest.model("m").user("Hi").build()).text())
                    .isEqualTo("Hello, world");
        }
    }
}
