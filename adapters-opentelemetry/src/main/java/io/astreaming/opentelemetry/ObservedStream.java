package io.astreaming.opentelemetry;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.observation.AskedEndpoint;
import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.ErrorType;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.observation.StreamReport;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One stream as a span and as values of the metrics. Created on the thread that asks; then used by one thread at a
 * time.
 */
final class ObservedStream implements StreamListener {
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("astreaming.attempt");
    private static final AttributeKey<String> ENDPOINT = AttributeKey.stringKey("astreaming.endpoint");
    private static final AttributeKey<Double> WAITED = AttributeKey.doubleKey("astreaming.queue.wait");
    private static final AttributeKey<Double> PAUSE = AttributeKey.doubleKey("astreaming.retry.pause");

    private final ChatRequest request;
    private final SpanFactory spans;
    private final Instruments instruments;
    private final Attributes asked;
    private final Span span;
    private final Context context;
    private @Nullable Scope scope;
    private int attempts;
    private long lastChunk = -1;

    ObservedStream(ChatRequest request, AskedEndpoint endpoint, SpanFactory spans, Instruments instruments) {
        this.request = request;
        this.spans = spans;
        this.instruments = instruments;
        String model = BoundedNames.printable(request.model());
        this.asked = attributes(instruments.askedModels.bounded(model), endpoint);
        this.span = spans.start(request, model, asked);
        this.context = Context.current().with(span);
    }

    private static Attributes attributes(String model, AskedEndpoint endpoint) {
        AttributesBuilder attributes = Attributes.builder()
                .put(GenAiConventions.OPERATION_NAME, "chat")
                .put(GenAiConventions.PROVIDER_NAME, endpoint.provider())
                .put(GenAiConventions.REQUEST_MODEL, model);
        String address = endpoint.address();
        Integer port = endpoint.port();
        if (address != null && port != null) {
            attributes.put(GenAiConventions.SERVER_ADDRESS, address).put(GenAiConventions.SERVER_PORT, port);
        }
        return attributes.build();
    }

    @Override
    public void admitted(Duration waited) {
        span.addEvent("astreaming.admitted", Attributes.of(WAITED, Instruments.seconds(waited.toNanos())));
    }

    @Override
    public void endpointChosen(int attempt, String endpoint) {
        span.addEvent("astreaming.endpoint_chosen", Attributes.of(ATTEMPT, (long) attempt, ENDPOINT, endpoint));
    }

    /** The scope is closed in {@link #attemptSubmitted}, which follows on the same thread whatever happens. */
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void attemptStarted(int attempt, AttemptHeaders headers) {
        attempts = attempt;
        scope = context.makeCurrent();
        if (attempt > 1) {
            instruments.retried(asked, context);
        }
        spans.propagate(context, headers);
    }

    @Override
    public void attemptSubmitted(int attempt) {
        if (scope != null) {
            scope.close();
            scope = null;
        }
    }

    @Override
    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
        if (pause != null) {
            span.addEvent(
                    "astreaming.retry",
                    Attributes.of(
                            ATTEMPT,
                            (long) attempt,
                            Instruments.ERROR_TYPE,
                            ErrorType.of(error),
                            PAUSE,
                            Instruments.seconds(pause.toNanos())));
        }
    }

    @Override
    public void chunkReceived(long nanosSinceStart) {
        if (lastChunk >= 0) {
            instruments.gap(Instruments.seconds(nanosSinceStart - lastChunk), asked, context);
        }
        lastChunk = nanosSinceStart;
    }

    @Override
    public void ended(Outcome outcome, Timeline timeline) {
        StreamReport report = StreamReport.of(outcome, timeline);
        try {
            instruments.ended(report, asked, context);
        } finally {
            spans.end(span, request, report, outcome, attempts);
        }
    }
}
