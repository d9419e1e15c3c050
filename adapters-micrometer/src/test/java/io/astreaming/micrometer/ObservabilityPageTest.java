package io.astreaming.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.observation.GenAiConventions;
import io.astreaming.testing.DocumentedNames;
import io.astreaming.testing.EveryFigure;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page on observability names exactly the meters that there are, under both generations of the conventions. */
@Timeout(60)
class ObservabilityPageTest {
    @Test
    void hasAllMetersAndTheirTags() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        for (GenAiConventions conventions : GenAiConventions.values()) {
            EveryFigure.read(chat ->
                    ChatMetrics.of(registry).withConventions(conventions).observe(chat));
        }
        Set<String> meters = new TreeSet<>();
        Set<String> tags = new TreeSet<>(Set.of("gen_ai.token.modality")); // the page says: with OpenTelemetry
        for (Meter meter : registry.getMeters()) {
            if (meter.getId().getType() != Meter.Type.GAUGE) { // a gauge is a bucket of this registry's
                meters.add(meter.getId().getName());
                meter.getId().getTags().stream().map(Tag::getKey).forEach(tags::add);
            }
        }
        assertThat(DocumentedNames.metrics()).isEqualTo(meters);
        assertThat(DocumentedNames.metricAttributes()).isEqualTo(tags);
    }
}
