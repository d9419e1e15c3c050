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
    private final ManualScheduler scheduler = new ManualScheduler();

    @Test
    void holdsNoMonitorWhileItTellsThatPatienceHasRunOut() {
        AtomicReference<StreamDeadlines> deadlines = new AtomicReference<>();
        List<String> told = new ArrayList<>();
        deadlines.set(new StreamDeadlines(StreamTimeouts.DEFAULT, scheduler, expiry -> {
            elsewhere(deadlines.get()::headersCame);
            elsewhere(deadlines.get()::stop);
            told.add(String.valueOf(expiry.error().phase()));
        }));
        deadlines.get().sent();
        deadlines.get().waiting();

        scheduler.pass(StreamTimeouts.DEFAULT.headers());

        assertThat(told).containsExactly("HEADERS");
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void holdsNoMonitorWhileItSetsAndCancelsTimers() {
        AtomicReference<Runnable> meddle = new AtomicReference<>(() -> {});
        Scheduler meddling = new Scheduler() {
            @Override
            public long nanoTime() {
                return scheduler.nanoTime();
            }

            @Override
            public Timer schedule(Duration delay, Runnable action) {
                elsewhere(meddle.get());
                Timer timer = scheduler.schedule(delay, action);
                return () -> {
                    elsewhere(meddle.get());
                    timer.cancel();
                };
            }
        };
        StreamDeadlines deadlines = new StreamDeadlines(StreamTimeouts.DEFAULT, meddling, expiry -> {});
        deadlines.sent();
        meddle.set(deadlines::allFinished);

        deadlines.headersCame();

        assertThat(scheduler.pending()).as("only the timer of the later look").isEqualTo(1);
        deadlines.stop();
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void looksAgainOnceTheHeadersCameForTheNextDeadlineMayBeSooner() {
        List<String> told = new ArrayList<>();
        StreamDeadlines deadlines = deadlines(Duration.ofSeconds(20), Duration.ofSeconds(90), told);
        deadlines.waiting();
        deadlines.headersCame();
        deadlines.waiting();

        scheduler.pass(Duration.ofSeconds(2));

        assertThat(told).containsExactly("IDLE");
    }

    @Test
    void tellsOnceAndOfTwoDeadlinesAtTheSameTimeThatOfTheWholeStream() {
        List<String> told = new ArrayList<>();
        StreamDeadlines deadlines = deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), told);
        deadlines.waiting();

        scheduler.pass(Duration.ofSeconds(20));
        deadlines.sent();

        assertThat(told).containsExactly("TOTAL");
        assertThat(scheduler.pending()).isZero();
    }

    /** One that waits 2 s for the next bytes. */
    private StreamDeadlines deadlines(Duration headers, Duration total, List<String> told) {
        Duration content = Duration.ofSeconds(60);
        Duration idle = Duration.ofSeconds(2);
        StreamTimeouts timeouts = StreamTimeouts.DEFAULT
                .withHeaders(headers)
                .withFirstContent(content)
                .withIdle(idle)
                .withTotal(total)
                .withAfterFinish(idle);
        StreamDeadlines deadlines = new StreamDeadlines(
                timeouts,
                scheduler,
                expiry -> told.add(String.valueOf(expiry.error().phase())));
        deadlines.sent();
        return deadlines;
    }

    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).orTimeout(10, TimeUnit.SECONDS).join();
    }
}
