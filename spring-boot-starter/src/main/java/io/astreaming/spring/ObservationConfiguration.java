package io.astreaming.spring;

import io.astreaming.micrometer.ChatMetrics;
import io.astreaming.opentelemetry.ChatTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/**
 * Observes each chat where an adapter is on the class path and the application has what it reports to. The beans are
 * looked up when a chat is made, so it doesn't matter which auto-configuration makes them, nor when.
 */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {
    /** Spans and metrics through OpenTelemetry. A {@link ChatTelemetry} of the application replaces ours. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ChatTelemetry.class, OpenTelemetry.class})
    static class Telemetry {
        @Bean
        ChatCustomizer astreamingTelemetry(
                Endpoints endpoints,
                AstreamingProperties properties,
                ObjectProvider<ChatTelemetry> own,
                ObjectProvider<OpenTelemetry> openTelemetry) {
            boolean content = properties.observations().captureContent();
            return (chat, endpoint) -> {
                ChatTelemetry telemetry = own.getIfUnique();
                if (telemetry == null) {
                    OpenTelemetry target = openTelemetry.getIfUnique();
                    telemetry = target == null
                            ? null
                            : ours(target, content, endpoints.named(endpoint).provider());
                }
                return telemetry == null ? chat : telemetry.observe(chat);
            };
        }

        private static ChatTelemetry ours(OpenTelemetry target, boolean content, @Nullable String provider) {
            ChatTelemetry telemetry = ChatTelemetry.of(target);
            if (content) {
                telemetry = telemetry.withContent(UnaryOperator.identity());
            }
            return provider == null ? telemetry : telemetry.withProvider(provider);
        }
    }

    /**
     * Metrics through Micrometer, and observations unless the adapter for OpenTelemetry is there too, since both would
     * make a span of each stream. A {@link ChatMetrics} of the application replaces ours.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ChatMetrics.class, MeterRegistry.class})
    static class Metrics {
        private static final String TELEMETRY = "io.astreaming.opentelemetry.ChatTelemetry";

        @Bean
        ChatCustomizer astreamingMetrics(
                Endpoints endpoints,
                ObjectProvider<ChatMetrics> own,
                ObjectProvider<MeterRegistry> meters,
                ObjectProvider<ObservationRegistry> observations,
                ApplicationContext context) {
            boolean spansElsewhere = ClassUtils.isPresent(TELEMETRY, context.getClassLoader());
            return (chat, endpoint) -> {
                ChatMetrics metrics = own.getIfUnique();
                if (metrics == null) {
                    MeterRegistry target = meters.getIfUnique();
                    ObservationRegistry observed = spansElsewhere ? null : observations.getIfUnique();
                    metrics = target == null
                            ? null
                            : ours(target, observed, endpoints.named(endpoint).provider());
                }
                return metrics == null ? chat : metrics.observe(chat);
            };
        }

        private static ChatMetrics ours(
                MeterRegistry target, @Nullable ObservationRegistry observed, @Nullable String provider) {
            ChatMetrics metrics = ChatMetrics.of(target);
            if (observed != null) {
                metrics = metrics.withObservations(observed);
            }
            return provider == null ? metrics : metrics.withProvider(provider);
        }
    }
}
