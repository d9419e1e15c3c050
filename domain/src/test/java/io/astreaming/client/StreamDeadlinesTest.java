package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Scheduler;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is called is free to wait for another thread, which may be the stream's own. */
@Timeout(20)
class StreamDeadlinesTest {
    private final ManualScheduler alarm = new ManualScheduler();

    @Test
    void holdsNoMonitorWhileItTellsThatPatienceHasRunOut() {
        AtomicReference<StreamDeadlines> patience = new AtomicReference<>();
        List<String> told = new ArrayList<>();
        patience.set(new StreamDeadlines(StreamTimeouts.DEFAULT, alarm, exhausted -> {
            elsewhere(patience.get()::headersCame);
            elsewhere(patience.get()::stop);
            told.add(String.valueOf(exhausted.error().phase()));
        }));
        patience.get().waiting();

        alarm.pass(StreamTimeouts.DEFAULT.headers());

        assertThat(told).containsExactly("HEADERS");
        assertThat(alarm.pending()).isZero();
    }

    @Test
    void holdsNoMonitorWhileItSetsAndCancelsTimers() {
        AtomicReference<StreamDeadlines> patience = new AtomicReference<>();
        Scheduler meddling = new Scheduler() {
            @Override
            public long nanoTime() {
                return alarm.nanoTime();
            }

            @Override
            public Timer schedule(Duration delay, Runnable action) {
                StreamDeadlines known = patience.get();
                if (known != null) {
                    elsewhere(known::allFinished);
                }
                Timer timer = alarm.schedule(delay, action);
                return () -> {
                    elsewhere(known == null ? () -> {} : known::allFinished);
                    timer.cancel();
                };
            }
        };
        patience.set(new StreamDeadlines(StreamTimeouts.DEFAULT, meddling, exhausted -> {}));

        patience.get().headersCame();

        assertThat(alarm.pending()).as("only the timer of the later look").isEqualTo(1);
        patience.get().stop();
        assertThat(alarm.pending()).isZero();
    }

    @Test
    void looksAgainOnceTheHeadersCameForTheNextDeadlineMayBeSooner() {
        List<String> told = new ArrayList<>();
        StreamDeadlines patience = patience(Duration.ofSeconds(20), Duration.ofSeconds(90), told);
        patience.waiting();
        patience.headersCame();
        patience.waiting();

        alarm.pass(Duration.ofSeconds(2));

        assertThat(told).containsExactly("IDLE");
    }

    @Test
    void tellsOnceAndOfTwoDeadlinesAtTheSameTimeThatOfTheWholeStream() {
        List<String> told = new ArrayList<>();
        StreamDeadlines patience = patience(Duration.ofSeconds(20), Duration.ofSeconds(20), told);
        patience.waiting();

        alarm.pass(Duration.ofSeconds(20));
        patience.sent();

        assertThat(told).containsExactly("TOTAL");
        assertThat(alarm.pending()).isZero();
    }

    /** One that waits 2 s for the next bytes. */
    private StreamDeadlines patience(Duration headers, Duration total, List<String> told) {
        Duration content = Duration.ofSeconds(60);
        Duration idle = Duration.ofSeconds(2);
        StreamTimeouts timeouts = StreamTimeouts.DEFAULT
                .withHeaders(headers)
                .withFirstContent(content)
                .withIdle(idle)
                .withTotal(total)
                .withAfterFinish(idle);
        return new StreamDeadlines(
                timeouts,
                alarm,
                exhausted -> told.add(String.valueOf(exhausted.error().phase())));
    }

    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).orTimeout(10, TimeUnit.SECONDS).join();
    }
}
