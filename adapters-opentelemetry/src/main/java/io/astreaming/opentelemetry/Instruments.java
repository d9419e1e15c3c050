package io.astreaming.opentelemetry;

import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.ErrorType;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.observation.Metric;
import io.astreaming.observation.StreamReport;
import io.astreaming.value.TokenUsage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The metrics of all streams. Thread-safe. */
final class Instruments {
    static final String SCOPE = "io.astreaming";

    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey(GenAiConventions.RESPONSE_MODEL);
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey(ErrorType.NAME);
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(GenAiConventions.OUTCOME);
    static final AttributeKey<String> DEVIATION = AttributeKey.stringKey(GenAiConventions.DEVIATION);

    /** Bounds the names of models that are asked for. */
    final BoundedNames askedModels = new BoundedNames();

    /** Bounds the names of models that answer; apart, so that a provider that makes names up uses up only these. */
    private final BoundedNames answeringModels = new BoundedNames();

    private final DoubleHistogram duration;
    private final DoubleHistogram timeToFirstChunk;
    private final DoubleHistogram timePerOutputChunk;
    private final DoubleHistogram timeToFirstContent;
    private final DoubleHistogram longestGap;
    private final LongCounter streams;
    private final LongCounter deviations;
    private final LongCounter retries;
    private final TokenInstruments tokens;

    Instruments(OpenTelemetry openTelemetry, GenAiConventions names) {
        Meter meter = openTelemetry.getMeter(SCOPE);
        duration = seconds(meter, names.duration());
        timeToFirstChunk = seconds(meter, names.timeToFirstChunk());
        timePerOutputChunk = seconds(meter, names.timePerOutputChunk());
        timeToFirstContent = seconds(meter, GenAiConventions.TIME_TO_FIRST_CONTENT);
        longestGap = seconds(meter, GenAiConventions.LONGEST_GAP);
        streams = counter(meter, GenAiConventions.STREAMS);
        deviations = counter(meter, GenAiConventions.DEVIATIONS);
        retries = counter(meter, GenAiConventions.RETRIES);
        tokens = new TokenInstruments(meter, names);
    }

    /** Records the wait between two chunks; called for each chunk, so it creates nothing. */
    void gap(double seconds, Attributes attributes, Context context) {
        timePerOutputChunk.record(seconds, attributes, context);
    }

    /** Counts an attempt beyond the first. */
    void retried(Attributes attributes, Context context) {
        retries.add(1, attributes, context);
    }

    /**
     * Records a stream that has ended.
     *
     * @param asked the attributes that were known before the request
     */
    void ended(StreamReport report, Attributes asked, Context context) {
        String model = report.responseModel();
        Attributes answered = model == null
                ? asked
                : asked.toBuilder()
                        .put(RESPONSE_MODEL, answeringModels.bounded(model))
                        .build();
        String error = report.errorType();
        Attributes failed = error == null
                ? answered
                : answered.toBuilder().put(ERROR_TYPE, error).build();
        duration.record(seconds(report.timeline().duration()), failed, context);
        record(timeToFirstChunk, report.timeline().timeToFirstChunk(), answered, context);
        record(timeToFirstContent, report.timeline().timeToFirstContent(), answered, context);
        record(longestGap, report.timeline().longestGap(), answered, context);
        streams.add(1, failed.toBuilder().put(OUTCOME, report.outcome()).build(), context);
        report.deviations()
                .forEach((deviation, times) -> deviations.add(
                        times,
                        answered.toBuilder()
                                .put(DEVIATION, deviation.name().toLowerCase(Locale.ROOT))
                                .build(),
                        context));
        TokenUsage usage = report.usage();
        if (usage != null) {
            tokens.record(usage, answered, failed, context);
        }
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static void record(
            DoubleHistogram histogram, @Nullable Long nanos, Attributes attributes, Context context) {
        if (nanos != null) {
            histogram.record(seconds(nanos), attributes, context);
        }
    }

    private static DoubleHistogram seconds(Meter meter, Metric metric) {
        return meter.histogramBuilder(metric.name())
                .setUnit(metric.unit())
                .setDescription(metric.description())
                .setExplicitBucketBoundariesAdvice(
                        Arrays.stream(GenAiConventions.secondBuckets()).boxed().toList())
                .build();
    }

    static LongCounter counter(Meter meter, Metric metric) {
        return meter.counterBuilder(metric.name())
                .setUnit(annotation(metric))
                .setDescription(metric.description())
                .build();
    }

    static LongHistogram tokens(Meter meter, Metric metric) {
        List<Long> buckets = Arrays.stream(GenAiConventions.tokenBuckets())
                .mapToObj(bound -> (long) bound)
                .toList();
        return meter.histogramBuilder(metric.name())
                .ofLongs()
                .setUnit(annotation(metric))
                .setDescription(metric.description())
                .setExplicitBucketBoundariesAdvice(buckets)
                .build();
    }

    /** Returns the unit of a count as OpenTelemetry writes it, such as {@code {token}}. */
    private static String annotation(Metric metric) {
        return "{" + metric.unit() + "}";
    }
}
