package io.astreaming.failover;

import io.astreaming.client.Admission;
import io.astreaming.client.ChatSettings;
import io.astreaming.client.EndpointCall;
import io.astreaming.client.PreparedRequest;
import io.astreaming.client.StreamCall;
import io.astreaming.completion.Outcome;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.engine.StreamEngine;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.port.Scheduler;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one request over several endpoints: a call of one endpoint for each attempt. The reader sees nothing of an
 * attempt until its first content has arrived, or no other attempt follows.
 */
final class FailoverCall implements StreamCall {
    /** After so many chunks without content an attempt counts, so that what is held back stays small. */
    private static final int MAX_HELD_CHUNKS = 64;

    private final EndpointPolicy policy;
    private final ChatSettings settings;
    private final ChatSettings attemptSettings;
    private final FailoverCalls.Asked asked;
    private final Runnable wakeReader;
    private final Scheduler scheduler;
    private final long start;
    private final AttemptPlan plan;
    private final Admission admission;
    /** What the reader sees until an attempt counts. */
    private final StreamEngine none;

    private StreamEngine engine;
    private @Nullable Attempt latest;
    private boolean received;
    private boolean admitted;
    private Scheduler.@Nullable Timer timer;
    private volatile boolean paused;
    private volatile @Nullable EndpointCall call;
    private volatile boolean cancelled;
    private volatile boolean late;
    private volatile boolean over;

    /** The latest attempt. */
    private record Attempt(int number, Endpoint endpoint, HeldSignals signals) {}

    FailoverCall(
            List<Endpoint> endpoints,
            EndpointPolicy policy,
            ChatSettings settings,
            FailoverCalls.Asked asked,
            Runnable wakeReader) {
        this.policy = policy;
        this.settings = settings;
        this.attemptSettings = settings.withRetry(RetryPolicy.NONE).withLimiter(null);
        this.asked = asked;
        this.wakeReader = wakeReader;
        this.scheduler = settings.scheduler();
        this.start = scheduler.nanoTime();
        this.plan = new AttemptPlan(endpoints, policy, settings.retry(), start);
        this.admission = new Admission(settings.limiter(), scheduler, asked.listener(), wakeReader);
        this.none = new StreamEngine(
                endpoints.get(0).codec().chunkDecoder(settings.options().limits()),
                settings.options(),
                asked.trace(),
                () -> scheduler.nanoTime() - start);
        this.engine = none;
    }

    @Override
    public void keepReceived() {
        received = true;
    }

    @Override
    public StreamEngine engine() {
        return engine;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean advance() {
        if (over) {
            return true;
        }
        boolean completed = false;
        try {
            EndpointCall open = call;
            boolean taken = open == null ? isStopped() || open() : advance(open);
            completed = true;
            return taken;
        } finally {
            if (!completed) {
                disconnect(); // a trace threw: the caller gets the exception, the connection is released
            }
            Outcome outcome = engine.outcome();
            if (outcome != null && !over) {
                settle(outcome);
            }
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            cancelled = true;
            disconnect();
            wakeReader.run();
        }
    }

    private void disconnect() {
        EndpointCall open = call;
        if (open != null) {
            open.cancel();
        }
        admission.leave();
    }

    /** Ends the stream if it was cancelled or too late while no attempt was open. */
    private boolean isStopped() {
        if (cancelled) {
            none.cancel();
        } else if (late) {
            none.timedOut(new StreamTimeoutException(
                    StreamTimeoutException.Phase.TOTAL, settings.timeouts().total()));
        }
        return cancelled || late;
    }

    private boolean open() {
        if (paused) {
            return false;
        }
        try {
            if (!admitted && !admission.isGranted()) {
                if (timer == null) {
                    timer = scheduler.schedule(left(scheduler.nanoTime()), this::tooLate);
                }
                return false;
            }
        } catch (ConcurrencyException e) {
            none.fail(e);
            return true;
        }
        admitted = true;
        stopTimer();
        return advance(attempt(plan.choose(scheduler.nanoTime()), plan.next()));
    }

    private void tooLate() {
        late = true;
        admission.leave();
        wakeReader.run();
    }

    private EndpointCall attempt(Endpoint endpoint, int number) {
        ChatRequest request = endpoint.customizer().apply(asked.request());
        HeldSignals signals = new HeldSignals(asked.listener(), asked.trace(), number);
        PreparedRequest prepared = new PreparedRequest(
                request,
                endpoint.codec().encode(request),
                endpoint.codec().chunkDecoder(settings.options().limits()),
                signals,
                signals,
                asked.secrets());
        asked.listener().endpointChosen(number, endpoint.name());
        policy.attemptStarted(endpoint.name());
        latest = new Attempt(number, endpoint, signals);
        EndpointCall opened =
                new EndpointCall(prepared, endpoint.transport(), endpoint.codec(), attemptSettings, start, wakeReader);
        if (received) {
            opened.keepReceived();
        }
        call = opened;
        if (cancelled) {
            opened.cancel(); // by a thread that didn't see the call yet
        }
        return opened;
    }

    private boolean advance(EndpointCall open) {
        boolean taken = open.advance();
        if (engine == none) {
            examine(open.engine());
        }
        return taken;
    }

    /** Decides whether the attempt counts, whether it goes on, or whether another one follows. */
    private void examine(StreamEngine attempted) {
        Outcome outcome = attempted.outcome();
        Timeline timeline = attempted.timeline();
        boolean hasContent = timeline.timeToFirstContent() != null;
        if (outcome == null) {
            if (hasContent || timeline.chunks() > MAX_HELD_CHUNKS) {
                count(attempted);
            }
            return;
        }
        ChatException error = outcome.error();
        if (error == null || hasContent || cancelled || !goesElsewhere(error)) {
            count(attempted);
        }
    }

    private void count(StreamEngine attempted) {
        engine = attempted;
        if (latest != null) {
            latest.signals().release();
        }
    }

    private boolean goesElsewhere(ChatException error) {
        Attempt failed = latest;
        long now = scheduler.nanoTime();
        Duration pause = failed == null ? null : plan.after(failed.endpoint(), error, left(now), now);
        if (failed == null || pause == null) {
            return false;
        }
        asked.listener().attemptFailed(failed.number(), error, pause);
        endAttempt(error);
        call = null;
        if (!pause.isZero()) {
            paused = true;
            timer = scheduler.schedule(pause, this::resume);
        }
        return true;
    }

    private void resume() {
        paused = false;
        wakeReader.run();
    }

    private void endAttempt(@Nullable ChatException error) {
        Attempt ended = latest;
        latest = null;
        if (ended != null) {
            ChatException failure = error != null && EndpointFailures.isOfEndpoint(error) ? error : null;
            policy.attemptEnded(ended.endpoint().name(), failure, scheduler.nanoTime());
        }
    }

    private Duration left(long now) {
        return Duration.ofNanos(Math.max(1, settings.timeouts().total().toNanos() - (now - start)));
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void settle(Outcome outcome) {
        over = true;
        stopTimer();
        admission.stopWaiting();
        endAttempt(outcome.error());
        try {
            if (engine == none) {
                asked.listener().ended(outcome, none.timeline());
            }
        } finally {
            admission.leave();
        }
    }
}
