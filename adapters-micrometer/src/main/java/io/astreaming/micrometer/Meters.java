package io.astreaming.micrometer;

import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.ErrorType;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.observation.StreamReport;
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

    /** Bounds the names of models that are asked for and that answer. */
    final BoundedNames models = new BoundedNames();

    private final MeterRegistry registry;
    private final GenAiConventions names;

    Meters(MeterRegistry registry, GenAiConventions names) {
        this.registry = registry;
        this.names = names;
    }

    /** Returns the timer of the waits between chunks. A stream asks once and records each chunk with what it got. */
    Timer gaps(Tags asked) {
        return timer(
                names.timePerOutputChunk(),
                "The waits between chunks in a row; chunks that arrive in one network read have no wait between them",
                asked);
    }

    /** Counts an attempt beyond the first. */
    void retried(Tags asked) {
        counter(GenAiConventions.RETRIES, "Attempts beyond a stream's first", asked)
                .increment();
    }

    /**
     * Records a stream that has ended.
     *
     * @param asked the tags that were known before the request
     */
    void ended(StreamReport report, Tags asked) {
        Tags answered = asked.and(GenAiConventions.RESPONSE_MODEL, model(report));
        Tags failed = answered.and(ErrorType.NAME, error(report));
        timer(names.duration(), "How long streams took, from the request to their end", failed)
                .record(report.timeline().duration(), TimeUnit.NANOSECONDS);
        record(
                names.timeToFirstChunk(),
                "The time from the request to the first chunk of any kind",
                report.timeline().timeToFirstChunk(),
                answered);
        record(
                GenAiConventions.TIME_TO_FIRST_CONTENT,
                "The time from the request to the first chunk with content",
                report.timeline().timeToFirstContent(),
                answered);
        record(
                GenAiConventions.LONGEST_GAP,
                "The longest wait between two chunks in a row of a stream",
                report.timeline().longestGap(),
                answered);
        counter(
                        GenAiConventions.STREAMS,
                        "Streams that ended, by outcome",
                        failed.and(GenAiConventions.OUTCOME, report.outcome()))
                .increment();
        report.deviations()
                .forEach((deviation, times) -> counter(
                                GenAiConventions.DEVIATIONS,
                                "Deviations from the protocol that were healed",
                                answered.and(
                                        GenAiConventions.DEVIATION,
                                        deviation.name().toLowerCase(Locale.ROOT)))
                        .increment(times));
        TokenUsage usage = report.usage();
        if (usage != null) {
            tokens("input_tokens", "input", usage.promptTokens(), answered, failed);
            tokens("output_tokens", "output", usage.completionTokens(), answered, failed);
            used("cache_read.input_tokens", usage.cachedTokens(), answered);
            used("cache_write.input_tokens", usage.cacheWriteTokens(), answered);
            used("reasoning.output_tokens", usage.reasoningTokens(), answered);
        }
    }

    String model(StreamReport report) {
        String model = report.responseModel();
        return model == null ? NONE : models.bounded(model);
    }

    static String error(StreamReport report) {
        String error = report.errorType();
        return error == null ? NONE : error;
    }

    private void tokens(String kind, String type, @Nullable Long tokens, Tags answered, Tags failed) {
        String byType = names.tokenUsage();
        String perStream = names.tokensOfOperation(kind);
        if (tokens == null || tokens < 0) {
            return;
        }
        if (byType != null) {
            summary(byType, answered.and(GenAiConventions.TOKEN_TYPE, type)).record(tokens);
        }
        if (perStream != null) {
            summary(perStream, failed).record(tokens);
        }
        used(kind, tokens, answered);
    }

    private void used(String kind, @Nullable Long tokens, Tags answered) {
        String name = names.tokensUsed(kind);
        if (name != null && tokens != null && tokens >= 0) {
            counter(name, "Tokens of all streams, as the provider counted them", answered)
                    .increment(tokens);
        }
    }

    private void record(String name, String description, @Nullable Long nanos, Tags tags) {
        if (nanos != null) {
            timer(name, description, tags).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry);
    }

    private DistributionSummary summary(String name, Tags tags) {
        return DistributionSummary.builder(name)
                .description("Tokens of a stream, as the provider counted them")
                .baseUnit("token")
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }
}
