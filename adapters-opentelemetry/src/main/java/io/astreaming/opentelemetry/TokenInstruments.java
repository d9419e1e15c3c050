package io.astreaming.opentelemetry;

import io.astreaming.observation.GenAiConventions;
import io.astreaming.value.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of tokens: one histogram by type in the older conventions, counters and histograms by name in the newer.
 * Negative counts, which instruments don't take, are left out.
 */
final class TokenInstruments {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey(GenAiConventions.TOKEN_TYPE);

    /** The newer conventions give each count an attribute for its modality; the protocol doesn't say which it is. */
    private static final AttributeKey<String> MODALITY = AttributeKey.stringKey("gen_ai.token.modality");

    private static final List<Kind> KINDS = List.of(
            new Kind("input_tokens", TokenUsage::promptTokens),
            new Kind("output_tokens", TokenUsage::completionTokens),
            new Kind("cache_read.input_tokens", TokenUsage::cachedTokens),
            new Kind("cache_write.input_tokens", TokenUsage::cacheWriteTokens),
            new Kind("reasoning.output_tokens", TokenUsage::reasoningTokens));

    private final @Nullable LongHistogram byType;
    private final List<Recorder> recorders = new ArrayList<>();

    private record Kind(String name, Function<TokenUsage, @Nullable Long> count) {}

    /** What is done with one count of tokens. */
    private interface Recorder {
        void record(TokenUsage usage, Attributes answered, Attributes failed, Context context);
    }

    TokenInstruments(Meter meter, GenAiConventions names) {
        String usage = names.tokenUsage();
        byType = usage == null ? null : Instruments.tokens(meter, usage);
        for (Kind kind : KINDS) {
            String used = names.tokensUsed(kind.name);
            if (used != null) {
                count(Instruments.tokensUsed(meter, used), kind);
            }
        }
        for (Kind kind : KINDS.subList(0, 2)) {
            String perStream = names.tokensOfOperation(kind.name);
            if (perStream != null) {
                measure(Instruments.tokens(meter, perStream), kind);
            }
        }
    }

    /**
     * Records the tokens of a stream.
     *
     * @param answered the attributes without a type of error
     * @param failed the same with the type of error, if there is one
     */
    void record(TokenUsage usage, Attributes answered, Attributes failed, Context context) {
        for (Recorder recorder : recorders) {
            recorder.record(usage, answered, failed, context);
        }
        if (byType != null) {
            byType(usage.promptTokens(), "input", answered, context);
            byType(usage.completionTokens(), "output", answered, context);
        }
    }

    private void byType(@Nullable Long tokens, String type, Attributes answered, Context context) {
        if (byType != null && tokens != null && tokens >= 0) {
            byType.record(tokens, answered.toBuilder().put(TYPE, type).build(), context);
        }
    }

    private void count(LongCounter counter, Kind kind) {
        recorders.add((usage, answered, failed, context) -> {
            Long tokens = kind.count.apply(usage);
            if (tokens != null && tokens >= 0) {
                counter.add(
                        tokens, answered.toBuilder().put(MODALITY, "unknown").build(), context);
            }
        });
    }

    private void measure(LongHistogram histogram, Kind kind) {
        recorders.add((usage, answered, failed, context) -> {
            Long tokens = kind.count.apply(usage);
            if (tokens != null && tokens >= 0) {
                histogram.record(tokens, failed, context);
            }
        });
    }
}
