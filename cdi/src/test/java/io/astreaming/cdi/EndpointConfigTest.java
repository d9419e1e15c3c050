package io.astreaming.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointConfigTest {
    private static final String PLANTED = "sk-planted\u0001\u00e9 0123456789";

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "2m, PT2M",
        "1h, PT1H",
        "1d, P1D",
        "500ms, PT0.5S",
        "250, PT0.25S",
        "7 s, PT7S",
        "5us, PT0.000005S",
        "9ns, PT0.000000009S",
        "PT30S, PT30S",
        "P1DT2H, P1DT2H"
    })
    void readsDurationsInBothStyles(String text, Duration duration) {
        assertThat(EndpointConfig.parseDuration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "30 sec", "1.5s", "-", "999999999999999999d"})
    void saysWhatADurationLooksLike(String text) {
        assertThatThrownBy(() -> EndpointConfig.parseDuration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value isn't a duration such as 30s, 2m or PT30S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base-url",
                "api-key",
                "organization-id",
                "project-id",
                "custom-headers.X-Tenant",
                "timeouts.connect",
                "timeouts.headers",
                "timeouts.first-content",
                "timeouts.idle",
                "timeouts.total",
                "timeouts.after-finish",
                "retry.max-attempts",
                "retry.initial-backoff",
                "retry.max-backoff",
                "retry.budget",
                "retry.resend",
                "limits.event-bytes",
                "limits.nesting-depth",
                "limits.number-length",
                "limits.total-text",
                "limits.choices",
                "limits.tool-calls",
                "limits.distinct-extras",
                "limits.error-body-bytes",
                "defaults.temperature",
                "defaults.top-p",
                "defaults.frequency-penalty",
                "defaults.presence-penalty",
                "defaults.seed",
                "defaults.max-tokens",
                "defaults.max-completion-tokens",
                "defaults.parallel-tool-calls",
                "defaults.store",
                "defaults.include-usage",
                "defaults.include-obfuscation"
            })
    void namesThePropertyWhoseValueIsWrongAndNeverTheValue(String property) {
        for (String prefix : new String[] {"astreaming.", "astreaming.endpoints.local."}) {
            Map<String, String> properties = new HashMap<>(Map.of(prefix + "base-url", "http://127.0.0.1:1/v1"));
            properties.put(prefix + property, PLANTED);
            String endpoint = prefix.equals("astreaming.") ? ChatEndpoint.DEFAULT : "local";

            assertThatThrownBy(() -> {
                        try (Container container = Container.with(properties)) {
                            ChatEndpoints endpoints = container.get(ChatEndpoints.class);
                            endpoints.chat(endpoint);
                            endpoints.requests(endpoint);
                        }
                    })
                    .satisfies(error -> {
                        StringBuilder messages = new StringBuilder();
                        for (Throwable each = error; each != null; each = each.getCause()) {
                            messages.append(each).append('\n');
                        }
                        assertThat(messages.toString())
                                .contains(prefix + property + ": ")
                                .doesNotContain("planted", "0123456789");
                    });
        }
    }

    @Test
    void setsEveryPropertyOfTimeoutsRetriesAndLimits() {
        Map<String, String> properties = Map.ofEntries(
                Map.entry("astreaming.timeouts.headers", "1s"),
                Map.entry("astreaming.timeouts.first-content", "2s"),
                Map.entry("astreaming.timeouts.idle", "3s"),
                Map.entry("astreaming.timeouts.total", "4s"),
                Map.entry("astreaming.timeouts.after-finish", "5s"),
                Map.entry("astreaming.retry.max-attempts", "6"),
                Map.entry("astreaming.retry.initial-backoff", "7s"),
                Map.entry("astreaming.retry.max-backoff", "70s"),
                Map.entry("astreaming.retry.budget", "80s"),
                Map.entry("astreaming.retry.resend", "false"),
                Map.entry("astreaming.limits.event-bytes", "1001"),
                Map.entry("astreaming.limits.nesting-depth", "12"),
                Map.entry("astreaming.limits.number-length", "13"),
                Map.entry("astreaming.limits.total-text", "1004"),
                Map.entry("astreaming.limits.choices", "15"),
                Map.entry("astreaming.limits.tool-calls", "16"),
                Map.entry("astreaming.limits.distinct-extras", "17"),
                Map.entry("astreaming.limits.error-body-bytes", "1008"));
        EndpointConfig config = EndpointConfig.of(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build(),
                ChatEndpoint.DEFAULT);

        assertThat(EndpointFactory.timeouts(config))
                .extracting("headers", "firstContent", "idle", "total", "afterFinish")
                .containsExactly(seconds(1), seconds(2), seconds(3), seconds(4), seconds(5));
        assertThat(EndpointFactory.retry(config))
                .extracting("maxAttempts", "initialBackoff", "maxBackoff", "maxTotalBackoff", "retryUnanswered")
                .containsExactly(6, seconds(7), seconds(70), seconds(80), false);
        assertThat(EndpointFactory.limits(config))
                .extracting(
                        "eventBytes",
                        "nestingDepth",
                        "numberLength",
                        "totalText",
                        "choices",
                        "toolCalls",
                        "distinctExtras",
                        "errorBodyBytes")
                .containsExactly(1001, 12, 13, 1004L, 15, 16, 17, 1008);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
