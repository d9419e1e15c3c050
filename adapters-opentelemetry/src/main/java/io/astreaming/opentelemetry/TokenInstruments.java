package io.astreaming.opentelemetry;

import io.astreaming.observation.GenAiConventions;
import io.astreaming.observation.Metric;
import io.astreaming.observation.TokenKind;
import io.astreaming.value.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of tokens: one histogram by type in the older conventions, counters and histograms by name in the newer.
 * Thread-safe.
 */
final class TokenInstruments {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey(GenAiConventions.TOKEN_TYPE);

    /** The newer conventions give each count an attribute for its modality; the protocol doesn't say which it is. */
    private static final AttributeKey<String> MODALITY = AttributeKey.stringKey("gen_ai.token.modality");

    private final @Nullable LongHistogram byType;
    private final Map<TokenKind, LongHistogram> perStream = new EnumMap<>(TokenKind.class);
    private final Map<TokenKind, LongCounter> used = new EnumMap<>(TokenKind.class);

    TokenInstruments(Meter meter, GenAiConventions names) {
        Metric usage = names.tokenUsage();
        byType = usage == null ? null : Instruments.tokens(meter, usage);
        for (TokenKind kind : TokenKind.values()) {
            Metric ofStream = names.tokensPerStream(kind);
            if (ofStream != null) {
                perStream.put(kind, Instruments.tokens(meter, ofStream));
            }
            Metric ofAll = names.tokensUsed(kind);
            if (ofAll != null) {
                used.put(kind, Instruments.counter(meter, ofAll));
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
        for (TokenKind kind : TokenKind.values()) {
            Long tokens = kind.count(usage);
            if (tokens != null) {
                record(kind, tokens, answered, failed, context);
            }
        }
    }

    private void record(TokenKind kind, long tokens, Attributes answered, Attributes failed, Context context) {
        if (byType != null && kind.isTotal()) {
            byType.record(tokens, answered.toBuilder().put(TYPE, kind.type()).build(), context);
        }
        LongHistogram histogram = perStream.get(kind);
        if (histogram != null) {
            histogram.record(tokens, failed, context);
        }
        LongCounter counter = used.get(kind);
        if (counter != null) {
            counter.add(tokens, answered.toBuilder().put(MODALITY, "unknown").build(), context);
        }
    }
}
