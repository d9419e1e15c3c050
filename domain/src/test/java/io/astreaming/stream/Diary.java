package io.astreaming.stream;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Writes down what a listener is told. */
public class Diary implements StreamListener {
    public final List<String> told = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    public final List<Long> chunks = new ArrayList<>();

    /** Counted down when a request waits to be sent again. */
    final CountDownLatch paused = new CountDownLatch(1);

    public @Nullable Outcome outcome;

    public @Nullable Timeline timeline;

    public @Nullable Duration latestPause() {
        return pauses.isEmpty() ? null : pauses.get(pauses.size() - 1);
    }

    @Override
    public void queued(int ahead) {
        told.add("queued behind " + ahead);
    }

    @Override
    public void admitted(Duration waited) {
        told.add("admitted after " + waited.toMillis() + " ms");
    }

    @Override
    public void endpointChosen(int attempt, String endpoint) {
        told.add("asking " + endpoint);
    }

    @Override
    public void attemptStarted(int attempt, AttemptHeaders headers) {
        told.add("sending " + attempt);
    }

    @Override
    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
        told.add(error.kind() + " " + attempt + (pause == null ? " for good" : ""));
        if (pause != null) {
            pauses.add(pause);
            paused.countDown();
        }
    }

    @Override
    public void responseStarted(int attempt, ResponseHead head) {
        told.add("answered " + attempt);
    }

    @Override
    public void chunkReceived(long nanosSinceStart) {
        chunks.add(nanosSinceStart);
    }

    @Override
    public void ended(Outcome how, Timeline when) {
        told.add("ended");
        outcome = how;
        timeline = when;
    }
}
