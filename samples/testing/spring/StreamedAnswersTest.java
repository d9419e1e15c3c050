package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.ReplayServer;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** The samples for MVC and WebFlux, which answer in the same way. */
class StreamedAnswersTest extends StreamedAnswersContract {
    @Override
    Service start(Map<String, String> properties) {
        List<String> others = List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn");
        String[] arguments = Stream.concat(
                        others.stream(),
                        properties.entrySet().stream().map(each -> "--" + each.getKey() + "=" + each.getValue()))
                .toArray(String[]::new);
        ConfigurableApplicationContext application = SpringApplication.run(Application.class, arguments);
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new Service() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                application.close();
            }
        };
    }

    @Override
    String platform() {
        return System.getProperty("basedir", "").replaceAll(".*/", "") + " on Spring Boot "
                + SpringBootVersion.getVersion();
    }

    @Test
    void showsNoKeyInTheActuatorAndRecordsMetrics() throws Exception {
        try (ReplayServer provider = ReplayServer.serving(HELLO).start()) {
            start(
                    provider,
                    Map.of(
                            "management.endpoints.web.exposure.include",
                            "*",
                            "management.endpoint.env.show-values",
                            "always",
                            "management.endpoint.configprops.show-values",
                            "always"));
            try (BufferedReader lines = lines(ask())) {
                assertThat(lines.lines().toList()).isNotEmpty();
            }
            assertThat(get("/actuator/env")).contains("astreaming.api-key").doesNotContain(KEY);
            assertThat(get("/actuator/configprops"))
                    .contains("EndpointProperties", "\"apiKey\"", "\"model\":\"configured-model\"")
                    .doesNotContain(KEY);
            assertThat(within(
                            Duration.ofSeconds(20),
                            () -> get("/actuator/metrics").contains("gen_ai.client.operation.duration")))
                    .isTrue();
        }
    }
}
