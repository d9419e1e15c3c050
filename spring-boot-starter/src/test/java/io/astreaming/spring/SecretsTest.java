package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.stream.Chat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.EnumerablePropertySource;

/** A key that was planted in the configuration is seen nowhere. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {
    private static final String SECRET = "planted-secret-0123456789";
    private static final String[] PROPERTIES = {
        "SOME_VARIABLE=" + SECRET,
        "astreaming.base-url=http://127.0.0.1:1/v1?key=" + SECRET,
        "astreaming.api-key=${SOME_VARIABLE}",
        "astreaming.custom-headers.X-Token=" + SECRET,
        "astreaming.endpoints.other.api-key=Bearer-" + SECRET,
        "astreaming.endpoints.other.custom-headers.X-Token=short",
    };

    @Test
    void showsNoKeyAsText() {
        Runner.application().withPropertyValues(PROPERTIES).run(context -> {
            assertThat(context).hasSingleBean(Endpoints.class);
            for (String name : context.getBeanDefinitionNames()) {
                assertThat(context.getBean(name).toString()).as(name).doesNotContain(SECRET);
            }
            assertThat(context.getBean(AstreamingProperties.class).endpoints()).isNotEmpty();
        });
    }

    @Test
    @SuppressWarnings("rawtypes") // EnumerablePropertySource
    void hidesEachPropertyThatContainsAKeyFromTheActuator() {
        Runner.application().withPropertyValues(PROPERTIES).run(context -> {
            SanitizingFunction function = context.getBean(SanitizingFunction.class);
            StringBuilder text = new StringBuilder();
            context.getEnvironment().getPropertySources().stream()
                    .filter(EnumerablePropertySource.class::isInstance)
                    .map(EnumerablePropertySource.class::cast)
                    .forEach(source -> {
                        for (String name : source.getPropertyNames()) {
                            Object value = context.getEnvironment().getProperty(name);
                            text.append(name)
                                    .append(function.apply(new SanitizableData(source, name, value))
                                            .getValue());
                        }
                    });
            assertThat(text.toString())
                    .contains("SOME_VARIABLE", "astreaming.api-key")
                    .doesNotContain(SECRET, "short");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "astreaming.apiKey, any, true",
        "ASTREAMING_ENDPOINTS_OTHER_APIKEY, any, true",
        "astreaming.endpoints[other].customHeaders.X-Any, any, true",
        "astreaming.base-url, http://127.0.0.1:1/v1?key=any, true",
        "astreaming.base-url, http://127.0.0.1:1/v1, false",
        "astreaming.relay.redis-uri, redis://:any@localhost, true",
        "ASTREAMING_RELAY_SECRET, any, true",
        "astreaming.model, any, false",
        "astreaming.model, short, false",
        "OTHER_VARIABLE, before " + SECRET + " after, true",
        "other.api-key, any, false"
    })
    void hidesSecretsByNameAndByValue(String name, String value, boolean hidden) {
        Runner.application().withPropertyValues(PROPERTIES).run(context -> {
            SanitizableData shown =
                    context.getBean(SanitizingFunction.class).apply(new SanitizableData(null, name, value));
            assertThat(shown.getValue()).isEqualTo(hidden ? SanitizableData.SANITIZED_VALUE : value);
        });
    }

    @Test
    void writesNoKeyWhenTheStartFails(CapturedOutput output) {
        for (String wrong : List.of("astreaming.timeouts.idle=0s", "astreaming.api-key=two words " + SECRET)) {
            Runner.application()
                    .withPropertyValues(PROPERTIES)
                    .withPropertyValues(wrong)
                    .run(context -> assertThat(Failure.reportOf(context.getStartupFailure()))
                            .contains(wrong.substring(0, wrong.indexOf('=')))
                            .doesNotContain(SECRET));
        }
        assertThat(output).doesNotContain(SECRET);
    }

    @Test
    void writesNoKeyWhenARequestFails(CapturedOutput output) {
        Runner.application()
                .withPropertyValues(PROPERTIES)
                .withPropertyValues("astreaming.retry.max-attempts=1", "logging.level.root=debug")
                .run(context -> assertThat(context.getBean(Chat.class)
                                .outcome(context.getBean(ChatRequests.class)
                                        .builder("m")
                                        .user("Hi")
                                        .build())
                                .join()
                                .toString())
                        .doesNotContain(SECRET));
        assertThat(output).doesNotContain(SECRET);
    }
}
