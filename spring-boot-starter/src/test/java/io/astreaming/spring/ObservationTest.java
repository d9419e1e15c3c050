package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.micrometer.ChatMetrics;
import io.astreaming.opentelemetry.ChatTelemetry;
import io.astreaming.replay.ReplayServer;
import io.astreaming.stream.Chat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class ObservationTest {
    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    /** Spring closes what it makes, and with it the list of spans. */
    private static final BeanDefinitionCustomizer NOT_CLOSED = bean -> bean.setDestroyMethodName("");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> observed = new ArrayList<>();

    @Test
    void recordsMetricsWhereThereIsARegistry() {
        chat(runner ->
                runner.withBean(MeterRegistry.class, () -> meters).withPropertyValues("astreaming.provider=a-gateway"));

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.provider.name", "a-gateway")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void recordsASpanAndNoContentWhereThereIsOpenTelemetry() {
        chat(runner -> runner.withBean(OpenTelemetry.class, OTEL::getOpenTelemetry, NOT_CLOSED)
                .withPropertyValues("astreaming.provider=a-gateway"));

        assertThat(OTEL.getSpans()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("chat m");
            assertThat(span.getAttributes().toString())
                    .contains("a-gateway")
                    .doesNotContain("Say hello", "Hello, world");
        });
    }

    @Test
    void recordsContentOnlyIfThatIsAskedFor() {
        chat(runner -> runner.withBean(OpenTelemetry.class, OTEL::getOpenTelemetry, NOT_CLOSED)
                .withPropertyValues("astreaming.observations.capture-content=true"));

        assertThat(OTEL.getSpans())
                .singleElement()
                .satisfies(span -> assertThat(span.getAttributes().toString()).contains("Say hello", "Hello, world"));
    }

    @Test
    void prefersTheObserversOfTheApplication() {
        chat(runner -> runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(OpenTelemetry.class, OpenTelemetry::noop)
                .withBean(ChatMetrics.class, () -> ChatMetrics.of(meters).withProvider("mine"))
                .withBean(ChatTelemetry.class, () -> ChatTelemetry.of(OTEL.getOpenTelemetry())));

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.provider.name", "mine")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(OTEL.getSpans()).hasSize(1);
    }

    @Test
    void makesObservationsOnlyWhereNothingElseMakesSpans() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new Names());
        chat(runner ->
                runner.withBean(MeterRegistry.class, () -> meters).withBean(ObservationRegistry.class, () -> registry));
        assertThat(observed).isEmpty();

        chat(runner -> runner.withBean(MeterRegistry.class, () -> meters)
                .withBean(ObservationRegistry.class, () -> registry)
                .withClassLoader(new FilteredClassLoader(ChatTelemetry.class)));
        assertThat(observed).containsExactly("gen_ai.client.operation");
    }

    @Test
    void observesNothingWhereTheAdaptersAreMissing() {
        chat(runner -> runner.withClassLoader(new FilteredClassLoader(
                ChatTelemetry.class, ChatMetrics.class, MeterRegistry.class, OpenTelemetry.class)));
        chat(runner -> runner.withClassLoader(new FilteredClassLoader("io.micrometer", "io.opentelemetry")));
    }

    private static void chat(UnaryOperator<ApplicationContextRunner> setUp) {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            setUp.apply(Runner.asking(server))
                    .run(context -> Runner.says(
                            "Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class)));
        }
    }

    private class Names implements ObservationHandler<Observation.Context> {
        @Override
        public void onStop(Observation.Context context) {
            observed.add(context.getName());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
