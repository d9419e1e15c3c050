package io.astreaming.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.observation.GenAiConventions;
import io.astreaming.testing.DocumentedNames;
import io.astreaming.testing.EveryFigure;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page on observability names exactly what is exported, under both generations of the conventions. */
@Timeout(60)
class ObservabilityPageTest {
    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private final Set<String> metrics = new TreeSet<>();
    private final Set<String> metricAttributes = new TreeSet<>();
    private final Set<String> spanAttributes = new TreeSet<>();

    @BeforeEach
    void readStreams() throws Exception {
        for (GenAiConventions conventions : GenAiConventions.values()) {
            EveryFigure.read(chat -> ChatTelemetry.of(OTEL.getOpenTelemetry())
                    .withConventions(conventions)
                    .withProvider("openai")
                    .observe(chat));
        }
        for (MetricData metric : OTEL.getMetrics()) {
            metrics.add(metric.getName());
            points(metric).forEach(point -> metricAttributes.addAll(names(point.getAttributes())));
        }
        OTEL.getSpans().forEach(span -> spanAttributes.addAll(names(span.getAttributes())));
    }

    @Test
    void hasAllMetrics() throws Exception {
        assertThat(DocumentedNames.metrics()).isEqualTo(metrics);
    }

    @Test
    void hasAllAttributesOfMetrics() throws Exception {
        assertThat(DocumentedNames.metricAttributes()).isEqualTo(metricAttributes);
    }

    @Test
    void hasAllAttributesOfSpans() throws Exception {
        assertThat(DocumentedNames.spanAttributes()).isEqualTo(spanAttributes);
    }

    private static Iterable<? extends PointData> points(MetricData metric) {
        return metric.getType() == MetricDataType.LONG_SUM
                ? metric.getLongSumData().getPoints()
                : metric.getHistogramData().getPoints();
    }

    private static Set<String> names(Attributes attributes) {
        Set<String> names = new TreeSet<>();
        attributes.forEach((key, value) -> names.add(key.getKey()));
        return names;
    }
}
