package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timers of streams for which nobody sets another scheduler. */
@Timeout(20)
class SystemSchedulerTest {
    private final Scheduler scheduler = SystemScheduler.INSTANCE;

    @Test
    void runsAnActionAfterItsDelayOnADaemonThread() throws InterruptedException {
        Duration delay = Duration.ofMillis(20);
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        long start = scheduler.nanoTime();
        scheduler.schedule(delay, () -> {
            thread.set(Thread.currentThread());
            ran.countDown();
        });
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(scheduler.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
        assertThat(thread.get().isDaemon())
                .as("so that it keeps no program alive")
                .isTrue();
    }

    @Test
    void runsNothingThatWasCancelled() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        Scheduler.Timer timer = scheduler.schedule(Duration.ofMillis(20), cancelled::countDown);
        scheduler.schedule(Duration.ofMillis(40), later::countDown);
        timer.cancel();
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cancelled.getCount()).isEqualTo(1);
    }
}
