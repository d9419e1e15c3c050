package io.astreaming.jfr;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.observation.AskedEndpoint;
import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.ErrorType;
import io.astreaming.observation.StreamReport;
import io.astreaming.observation.TokenKind;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.value.TokenUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One stream as events. Created on the thread that asks; then used by one thread at a time. */
final class RecordedStream implements StreamListener {
    private final @Nullable String host;
    private final String model;
    private final StreamEvent stream = new StreamEvent();
    private AttemptEvent attempt = new AttemptEvent();
    private StallEvent stall = new StallEvent();
    private @Nullable String endpoint;
    private int attempts;
    private long chunks;

    RecordedStream(ChatRequest request, AskedEndpoint endpoint) {
        host = endpoint.address();
        model = BoundedNames.printable(request.model());
        stream.provider = endpoint.provider();
        stream.host = host;
        stream.requestModel = model;
        stream.begin();
    }

    @Override
    public void admitted(Duration waited) {
        stream.queued = waited.toNanos();
    }

    @Override
    public void endpointChosen(int number, String chosen) {
        endpoint = chosen;
    }

    @Override
    public void attemptStarted(int number, AttemptHeaders headers) {
        attempts = number;
        attempt = new AttemptEvent();
        attempt.begin();
    }

    @Override
    public void attemptFailed(int number, ChatException error, @Nullable Duration pause) {
        attempt.errorType = ErrorType.of(error);
        attempt.pause = pause == null ? StreamEvent.NO_TIME : pause.toNanos();
        endAttempt(number, error instanceof RejectedException rejected ? rejected.status() : 0);
    }

    @Override
    public void responseStarted(int number, ResponseHead head) {
        endAttempt(number, head.status());
        stall.begin();
    }

    private void endAttempt(int number, int status) {
        attempt.end();
        if (attempt.shouldCommit()) {
            attempt.host = host;
            attempt.requestModel = model;
            attempt.endpoint = endpoint;
            attempt.attempt = number;
            attempt.status = status;
            attempt.commit();
        }
    }

    @Override
    public void chunkReceived(long nanosSinceStart) {
        if (chunks++ > 0) {
            stall.end();
            if (stall.shouldCommit()) {
                stall.host = host;
                stall.requestModel = model;
                stall.chunks = chunks - 1;
                stall.commit();
                stall = new StallEvent();
            }
        }
        stall.begin();
    }

    @Override
    public void ended(Outcome outcome, Timeline timeline) {
        stream.end();
        if (!stream.shouldCommit()) {
            return;
        }
        StreamReport report = StreamReport.of(outcome, timeline);
        stream.outcome = report.outcome();
        stream.errorType = report.errorType();
        stream.responseModel = report.responseModel();
        stream.finishReasons = String.join(",", report.finishReasons());
        stream.attempts = attempts;
        stream.chunks = timeline.chunks();
        stream.elapsed = timeline.duration();
        stream.timeToFirstChunk = or(StreamEvent.NO_TIME, timeline.timeToFirstChunk());
        stream.timeToFirstContent = or(StreamEvent.NO_TIME, timeline.timeToFirstContent());
        stream.longestGap = or(StreamEvent.NO_TIME, timeline.longestGap());
        TokenUsage usage = report.usage();
        if (usage != null) {
            stream.inputTokens = or(StreamEvent.NO_COUNT, TokenKind.INPUT.count(usage));
            stream.outputTokens = or(StreamEvent.NO_COUNT, TokenKind.OUTPUT.count(usage));
        }
        stream.deviations =
                report.deviations().values().stream().mapToLong(Long::longValue).sum();
        stream.commit();
    }

    private static long or(long unknown, @Nullable Long value) {
        return value == null ? unknown : value;
    }
}
