package io.astreaming.micrometer;

import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.ErrorType;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.observation.Metric;
import io.astreaming.observation.StreamReport;
import io.astreaming.observation.TokenKind;
import io.astreaming.value.TokenUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of all streams, which the registry keeps by name and tags. Thread-safe. */
final class Meters {
    /** The value of a tag that has none. */
    static final String NONE = "none";

    private static final Duration[] SECONDS = Arrays.stream(GenAiConventions.secondBuckets())
            .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
            .toArray(Duration[]::new);
    private static final double[] TOKENS = GenAiConventions.tokenBuckets();

    /** Bounds the names of models that are asked for. */
    final BoundedNames askedModels = new BoundedNames();

    /** Bounds the names of models that answer; apart, so that a provider that makes names up uses up only these. */
    private final BoundedNames answeringModels = new BoundedNames();

    private final MeterRegistry registry;
    private final GenAiConventions names;

    Meters(MeterRegistry registry, GenAiConventions names) {
        this.registry = registry;
        this.names = names;
    }

    /** Returns the timer of the waits between chunks. A stream asks once and records each chunk with what it got. */
    Timer gaps(Tags asked) {
        return timer(names.timePerOutputChunk(), asked);
    }

    /** Counts an attempt beyond the first. */
    void retried(Tags asked) {
        counter(GenAiConventions.RETRIES, asked).increment();
    }

    /**
     * Records a stream that has ended.
     *
     * @param asked the tags that were known before the request
     */
    void ended(StreamReport report, Tags asked) {
        Tags answered = asked.and(GenAiConventions.RESPONSE_MODEL, model(report));
        Tags failed = answered.and(ErrorType.NAME, error(report));
        timer(names.duration(), failed).record(report.timeline().duration(), TimeUnit.NANOSECONDS);
        record(names.timeToFirstChunk(), report.timeline().timeToFirstChunk(), answered);
        record(GenAiConventions.TIME_TO_FIRST_CONTENT, report.timeline().timeToFirstContent(), answered);
        record(GenAiConventions.LONGEST_GAP, report.timeline().longestGap(), answered);
        counter(GenAiConventions.STREAMS, failed.and(GenAiConventions.OUTCOME, report.outcome()))
                .increment();
        report.deviations().forEach((deviation, times) -> {
            String kind = deviation.name().toLowerCase(Locale.ROOT);
            counter(GenAiConventions.DEVIATIONS, answered.and(GenAiConventions.DEVIATION, kind))
                    .increment(times);
        });
        TokenUsage usage = report.usage();
        if (usage != null) {
            for (TokenKind kind : TokenKind.values()) {
                Long tokens = kind.count(usage);
                if (tokens != null) {
                    record(kind, tokens.doubleValue(), answered, failed);
                }
            }
        }
    }

    String model(StreamReport report) {
        String model = report.responseModel();
        return model == null ? NONE : answeringModels.bounded(model);
    }

    static String error(StreamReport report) {
        String error = report.errorType();
        return error == null ? NONE : error;
    }

    private void record(TokenKind kind, double tokens, Tags answered, Tags failed) {
        Metric byType = names.tokenUsage();
        if (byType != null && kind.isTotal()) {
            summary(byType, answered.and(GenAiConventions.TOKEN_TYPE, kind.type()))
                    .record(tokens);
        }
        Metric perStream = names.tokensPerStream(kind);
        if (perStream != null) {
            summary(perStream, failed).record(tokens);
        }
        Metric used = names.tokensUsed(kind);
        if (used != null) {
            counter(used, answered).increment(tokens);
        }
    }

    private void record(Metric metric, @Nullable Long nanos, Tags tags) {
        if (nanos != null) {
            timer(metric, tags).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(Metric metric, Tags tags) {
        return Timer.builder(metric.name())
                .description(metric.description())
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry);
    }

    private DistributionSummary summary(Metric metric, Tags tags) {
        return DistributionSummary.builder(metric.name())
                .description(metric.description())
                .baseUnit(metric.unit())
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private Counter counter(Metric metric, Tags tags) {
        return Counter.builder(metric.name())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }
}
