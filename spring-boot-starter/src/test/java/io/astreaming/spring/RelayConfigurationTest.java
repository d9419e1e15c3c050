package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.relay.Relay;
import io.astreaming.replay.ReplayServer;
import io.astreaming.servlet.RelayServlet;
import io.astreaming.stream.Chat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
class RelayConfigurationTest {
    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        RelayUpstream upstream(Chat chat, ChatRequests requests) {
            return asked -> chat.receivedPublisher(
                    requests.builder().user(asked.body().length + " bytes").build());
        }
    }

    private static ApplicationContextRunner application() {
        return Runner.application()
                .withUserConfiguration(Application.class)
                .withPropertyValues("astreaming.base-url=http://127.0.0.1:1/v1", "astreaming.model=m");
    }

    @Test
    void relaysInMemoryIfTheApplicationSaysWhomToAsk() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server, application()).run(context -> {
                byte[] body = "{\"stream\":true}".getBytes(StandardCharsets.UTF_8);
                RelayResponse response = context.getBean(RelayExchange.class)
                        .handle(new RelayRequest("POST", "/v1/chat/completions", null, null, null, "ada", body))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                response.writeTo(out);

                assertThat(out.toString(StandardCharsets.UTF_8)).contains("Hello", ", world", "[DONE]");
                assertThat(response.headers()).doesNotContainKey("Access-Control-Allow-Origin");
                assertThat(context.getBean(RelayLifecycle.class).isRunning()).isTrue();
            });
        }
    }

    @Test
    void relaysNothingOtherwise() {
        Runner.application().run(context -> assertThat(context).doesNotHaveBean(Relay.class));
        application()
                .withClassLoader(new FilteredClassLoader(Relay.class))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Chat.class));
    }

    @Test
    void namesThePropertyThatIsWrong() {
        application()
                .withPropertyValues("astreaming.relay.redis-uri=redis://:hidden@127.0.0.1:1")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("astreaming.relay.secret: has to be set")
                        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("hidden")));
        application()
                .withPropertyValues("astreaming.relay.secret=short-one")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("astreaming.relay.secret: has at least 16 characters")
                        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("short-one")));
    }

    @Test
    void registersTheServletInAWebApplication() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AstreamingAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "astreaming.base-url=http://127.0.0.1:1/v1",
                        "astreaming.model=m",
                        "astreaming.relay.allowed-origin=https://app.example")
                .run(context -> {
                    assertThat(context).hasSingleBean(RelayServlet.class);
                    ServletRegistrationBean<?> registration = context.getBean(ServletRegistrationBean.class);
                    assertThat(registration.getUrlMappings()).containsExactly("/v1/*");
                    assertThat(registration.isAsyncSupported()).isTrue();
                });
        application().run(context -> assertThat(context).doesNotHaveBean(RelayServlet.class));
    }
}
