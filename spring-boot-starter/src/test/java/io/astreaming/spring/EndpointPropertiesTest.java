package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Timeout(60)
class EndpointPropertiesTest {
    @Test
    void hasTheDefaultsOfTheLibrary() {
        EndpointProperties none = bound(Map.of());
        assertThat(none.timeouts().forStreams("")).isEqualTo(StreamTimeouts.DEFAULT);
        assertThat(none.timeouts().connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(none.retry().policy("")).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(none.limits().forStreams("")).isEqualTo(StreamLimits.DEFAULT);
        assertThat(none.defaults().addTo(ChatRequest.model("m").user("Hi"), "").build())
                .isEqualTo(ChatRequest.model("m").user("Hi").build());
    }

    @Test
    void hasEverySettingOfTheLibrary() {
        EndpointProperties set = bound(Map.ofEntries(
                Map.entry("astreaming.timeouts.connect", "1s"),
                Map.entry("astreaming.timeouts.headers", "PT2S"),
                Map.entry("astreaming.timeouts.first-content", "3s"),
                Map.entry("astreaming.timeouts.idle", "4s"),
                Map.entry("astreaming.timeouts.total", "5s"),
                Map.entry("astreaming.timeouts.after-finish", "6s"),
                Map.entry("astreaming.retry.max-attempts", "7"),
                Map.entry("astreaming.retry.initial-backoff", "8ms"),
                Map.entry("astreaming.retry.max-backoff", "9ms"),
                Map.entry("astreaming.retry.budget", "10ms"),
                Map.entry("astreaming.retry.resend", "false"),
                Map.entry("astreaming.limits.event-bytes", "11"),
                Map.entry("astreaming.limits.nesting-depth", "12"),
                Map.entry("astreaming.limits.number-length", "13"),
                Map.entry("astreaming.limits.total-text", "14"),
                Map.entry("astreaming.limits.choices", "15"),
                Map.entry("astreaming.limits.tool-calls", "16"),
                Map.entry("astreaming.limits.distinct-extras", "17"),
                Map.entry("astreaming.limits.error-body-bytes", "18")));
        assertThat(set.timeouts().connect()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.timeouts().forStreams(""))
                .isEqualTo(StreamTimeouts.DEFAULT
                        .withHeaders(Duration.ofSeconds(2))
                        .withFirstContent(Duration.ofSeconds(3))
                        .withIdle(Duration.ofSeconds(4))
                        .withTotal(Duration.ofSeconds(5))
                        .withAfterFinish(Duration.ofSeconds(6)));
        assertThat(set.retry().policy(""))
                .isEqualTo(RetryPolicy.DEFAULT
                        .withMaxAttempts(7)
                        .withBackoff(Duration.ofMillis(8), Duration.ofMillis(9))
                        .withMaxTotalBackoff(Duration.ofMillis(10))
                        .withRetryUnanswered(false));
        assertThat(set.limits().forStreams(""))
                .isEqualTo(StreamLimits.DEFAULT
                        .withEventBytes(11)
                        .withNestingDepth(12)
                        .withNumberLength(13)
                        .withTotalText(14)
                        .withChoices(15)
                        .withToolCalls(16)
                        .withDistinctExtras(17)
                        .withErrorBodyBytes(18));
    }

    @Test
    void setsEachParameterThatIsASimpleValue() {
        Map<Class<?>, Object> values =
                Map.of(String.class, "word", Double.class, 0.5, Integer.class, 3, Long.class, 4L, Boolean.class, false);
        List<Parameter<?>> simple = Parameter.all().stream()
                .filter(parameter -> Arrays.stream(RequestDefaults.class.getRecordComponents())
                        .anyMatch(component -> component
                                .getName()
                                .equalsIgnoreCase(
                                        RequestDefaults.kebab(parameter).replace("-", ""))))
                .toList();
        assertThat(simple).hasSameSizeAs(RequestDefaults.class.getRecordComponents());
        for (Parameter<?> parameter : simple) {
            Object value = parameter == Parameter.STOP ? List.of("a,b", "c") : values.get(parameter.type());
            Map<String, Object> properties = parameter == Parameter.STOP
                    ? Map.of("astreaming.defaults.stop[0]", "a,b", "astreaming.defaults.stop[1]", "c")
                    : Map.of("astreaming.defaults." + RequestDefaults.kebab(parameter), value);
            ChatRequest request = new ChatRequests("astreaming.", bound(properties))
                    .builder("m")
                    .user("Hi")
                    .build();
            assertThat(request.get(parameter)).as(parameter.name()).isEqualTo(value);
        }
    }

    @Test
    void sendsOrganizationProjectAndHeaders() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server)
                    .withPropertyValues(
                            "astreaming.organization-id=org-1",
                            "astreaming.project-id=proj-1",
                            "astreaming.custom-headers.X-Title=Example")
                    .run(context -> {
                        Runner.says("Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class));
                        var sent = server.requests().get(0);
                        assertThat(sent.header("OpenAI-Organization")).isEqualTo("org-1");
                        assertThat(sent.header("OpenAI-Project")).isEqualTo("proj-1");
                        assertThat(sent.header("X-Title")).isEqualTo("Example");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        astreaming.base-url                       | ftp://example.org    | must begin with http:// or https://
        astreaming.timeouts.connect               | 0s                   | must be positive
        astreaming.timeouts.headers               | -1s                  | must be positive
        astreaming.timeouts.idle                  | 0s                   | must be positive
        astreaming.timeouts.first-content         | 0s                   | must be positive
        astreaming.timeouts.total                 | 0s                   | must be positive
        astreaming.timeouts.after-finish          | 0s                   | must be positive
        astreaming.retry.max-attempts             | 0                    | must be at least 1
        astreaming.retry.initial-backoff          | 9s                   | is longer than maxBackoff
        astreaming.retry.max-backoff              | 25h                  | must lie between 0 and a day
        astreaming.retry.budget                   | -1s                  | must lie between 0 and a day
        astreaming.limits.choices                 | 0                    | must be at least 1
        astreaming.defaults.top-p                 | 1.5                  | must be a number from 0 to 1
        astreaming.custom-headers.Host            | example.org          | this header can't be sent
        astreaming.endpoints.other.timeouts.idle  | 0s                   | must be positive
        astreaming.endpoints.other.defaults.top-p | 2                    | must be a number from 0 to 1
        astreaming.timeouts.total                 | soon                 | not a valid duration
        astreaming.retry.max-attempts             | many                 | NumberFormatException
        """)
    void namesAWrongPropertyAndWhatIsAllowed(String property, String value, String allowed) {
        Runner.application()
                .withPropertyValues(
                        "astreaming.api-key=planted-secret",
                        "astreaming.endpoints.other.api-key=planted-secret",
                        property + "=" + value)
                .run(context -> assertThat(Failure.reportOf(context.getStartupFailure()))
                        .contains(property, allowed)
                        .doesNotContain("planted-secret"));
    }

    @Test
    void asksForAModelWhereNoneIsConfigured() {
        ChatRequests requests = new ChatRequests("astreaming.endpoints.other.", bound(Map.of()));
        assertThat(catchThrowable(requests::builder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no model: set astreaming.endpoints.other.model, or name one with builder(model)");
        assertThat(requests.builder("m").user("Hi").build().model()).isEqualTo("m");
    }

    private static EndpointProperties bound(Map<String, Object> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("astreaming", EndpointProperties.class);
    }
}
