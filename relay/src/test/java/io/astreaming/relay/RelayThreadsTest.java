package io.astreaming.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayThreadsTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void closingDropsTheTimersAndEndsTheirThread() throws Exception {
        RelayThreads threads = new RelayThreads();
        Thread timers = threadOf(threads);
        threads.schedule(LONG, () -> {});

        threads.close();

        timers.join(20_000);
        assertThat(timers.isAlive()).isFalse();
        threads.schedule(Duration.ZERO, () -> {}).cancel(); // has no effect, and throws nothing
    }

    @Test
    void aClosedRelayLeavesNoTimers() throws Exception {
        Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 1_000_000);
        Thread timers = threadOf(relay.scheduler());
        relay.scheduler().schedule(LONG, () -> {});

        relay.close(Duration.ZERO).toCompletableFuture().get(20, TimeUnit.SECONDS);

        timers.join(20_000);
        assertThat(timers.isAlive()).isFalse();
    }

    private static Thread threadOf(Scheduler scheduler) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        scheduler.schedule(Duration.ZERO, () -> thread.complete(Thread.currentThread()));
        return thread.get(20, TimeUnit.SECONDS);
    }
}
