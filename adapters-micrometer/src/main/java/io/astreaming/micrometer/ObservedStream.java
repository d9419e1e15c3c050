package io.astreaming.micrometer;

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
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream as values of the meters and as an observation. Created on the thread that asks; then used by one at a
 * time.
 */
final class ObservedStream implements StreamListener {
    private final Meters meters;
    private final Tags asked;
    private final Timer gaps;
    private final ObservationRegistry observations;
    private final Observation observation;
    private Observation.@Nullable Scope scope;
    private Observation.@Nullable Scope former;
    private boolean submitting;
    private long lastChunk = -1;

    ObservedStream(ChatRequest request, AskedEndpoint endpoint, Meters meters, ObservationRegistry observations) {
        this.meters = meters;
        this.observations = observations;
        String model = BoundedNames.printable(request.model());
        this.asked = tags(meters.askedModels.bounded(model), endpoint);
        this.gaps = meters.gaps(asked);
        this.observation = Observation.createNotStarted("gen_ai.client.operation", observations)
                .contextualName("chat " + model)
                .parentObservation(observations.getCurrentObservation());
        for (Tag tag : asked) {
            observation.lowCardinalityKeyValue(tag.getKey(), tag.getValue());
        }
        observation.start();
    }

    private static Tags tags(String model, AskedEndpoint endpoint) {
        return Tags.of(
                GenAiConventions.OPERATION_NAME,
                "chat",
                GenAiConventions.PROVIDER_NAME,
                endpoint.provider(),
                GenAiConventions.REQUEST_MODEL,
                model,
                GenAiConventions.SERVER_ADDRESS,
                endpoint.address() == null ? Meters.NONE : endpoint.address(),
                GenAiConventions.SERVER_PORT,
                endpoint.port() == null ? Meters.NONE : endpoint.port().toString());
    }

    @Override
    public void admitted(Duration waited) {
        observation.event(Observation.Event.of("astreaming.admitted", "admitted from the queue"));
    }

    @Override
    public void endpointChosen(int attempt, String endpoint) {
        observation.event(Observation.Event.of("astreaming.endpoint_chosen", "asking " + endpoint));
    }

    /** The scope is closed in {@link #attemptSubmitted}, which follows on the same thread whatever happens. */
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void attemptStarted(int attempt, AttemptHeaders headers) {
        former = observations.getCurrentObservationScope();
        submitting = true;
        scope = observation.openScope();
        if (attempt > 1) {
            meters.retried(asked);
        }
    }

    /** Restores the former scope itself, since a scope doesn't if a handler throws while it is opened or closed. */
    @Override
    public void attemptSubmitted(int attempt) {
        if (!submitting) {
            return;
        }
        try {
            if (scope != null) {
                scope.close();
            }
        } finally {
            observations.setCurrentObservationScope(former);
            submitting = false;
            scope = null;
            former = null;
        }
    }

    @Override
    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
        if (pause != null) {
            observation.event(Observation.Event.of("astreaming.retry", "retry after " + ErrorType.of(error)));
        }
    }

    @Override
    public void chunkReceived(long nanosSinceStart) {
        if (lastChunk >= 0) {
            gaps.record(nanosSinceStart - lastChunk, TimeUnit.NANOSECONDS);
        }
        lastChunk = nanosSinceStart;
    }

    @Override
    public void ended(Outcome outcome, Timeline timeline) {
        StreamReport report = StreamReport.of(outcome, timeline);
        try {
            meters.ended(report, asked);
        } finally {
            end(report);
        }
    }

    private void end(StreamReport report) {
        observation
                .lowCardinalityKeyValue(GenAiConventions.RESPONSE_MODEL, meters.model(report))
                .lowCardinalityKeyValue(GenAiConventions.OUTCOME, report.outcome())
                .lowCardinalityKeyValue(ErrorType.NAME, Meters.error(report));
        if (report.responseId() != null) {
            observation.highCardinalityKeyValue(KeyValue.of("gen_ai.response.id", report.responseId()));
        }
        if (report.errorType() != null) {
            observation.error(new StreamFailure(report.errorType()));
        }
        observation.stop();
    }

    /**
     * Tells handlers that a stream failed, and nothing that a provider wrote: they may export an exception's message.
     */
    @SuppressWarnings("serial")
    private static final class StreamFailure extends Exception {
        StreamFailure(String type) {
            super(type, null, false, false);
        }
    }
}
