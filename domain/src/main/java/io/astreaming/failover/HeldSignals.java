package io.astreaming.failover;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.port.TraceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt tells the listener and the trace of its stream. What belongs to the answer is held back until the
 * attempt is the one that counts, and is dropped otherwise. Not thread-safe.
 */
final class HeldSignals implements StreamListener, TraceSink {
    private final StreamListener listener;
    private final TraceSink trace;
    private final int attempt;
    private @Nullable List<Runnable> held = new ArrayList<>();
    private @Nullable ChatException unanswered;

    HeldSignals(StreamListener listener, TraceSink trace, int attempt) {
        this.listener = listener;
        this.trace = trace;
        this.attempt = attempt;
    }

    /** The attempt counts: passes on what was held, and from now on everything at once. */
    void release() {
        List<Runnable> signals = held;
        held = null;
        if (unanswered != null) {
            listener.attemptFailed(attempt, unanswered, null);
        }
        if (signals != null) {
            runAll(signals, 0);
        }
    }

    /** Runs all, even if the trace throws: the listener must learn of the end. */
    private static void runAll(List<Runnable> signals, int from) {
        int at = from;
        try {
            while (at < signals.size()) {
                signals.get(at++).run();
            }
        } finally {
            if (at < signals.size()) {
                runAll(signals, at);
            }
        }
    }

    private void tell(Runnable signal) {
        if (held == null) {
            signal.run();
        } else {
            held.add(signal);
        }
    }

    @Override
    public void attemptStarted(int number, AttemptHeaders headers) {
        listener.attemptStarted(attempt, headers);
    }

    @Override
    public void attemptSubmitted(int number) {
        listener.attemptSubmitted(attempt);
    }

    @Override
    public void attemptFailed(int number, ChatException error, @Nullable Duration pause) {
        unanswered = error;
    }

    @Override
    public void responseStarted(int number, ResponseHead head) {
        listener.responseStarted(attempt, head);
    }

    @Override
    public void chunkReceived(long nanosSinceStart) {
        if (held == null) {
            listener.chunkReceived(nanosSinceStart);
        } else {
            held.add(() -> listener.chunkReceived(nanosSinceStart));
        }
    }

    @Override
    public void ended(Outcome outcome, Timeline timeline) {
        tell(() -> listener.ended(outcome, timeline));
    }

    @Override
    public void requested(byte[] body) {
        tell(() -> trace.requested(body));
    }

    @Override
    public void received(Payload payload, long nanos) {
        if (held == null) {
            trace.received(payload, nanos);
        } else {
            Payload kept = payload.retain();
            held.add(() -> trace.received(kept, nanos));
        }
    }

    /** Comments of an attempt that may not count are dropped: there is no limit to how many may come. */
    @Override
    public void comment(Payload text, long nanos) {
        if (held == null) {
            trace.comment(text, nanos);
        }
    }

    @Override
    public void ended(Outcome outcome) {
        tell(() -> trace.ended(outcome));
    }
}
