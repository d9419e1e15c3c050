package io.astreaming.client;

import io.astreaming.port.Scheduler;
import io.astreaming.stream.Diary;
import java.time.Duration;

/** A clock that the test moves, but which lets the pause that a diary has noted pass as soon as it is set. */
public record HastyScheduler(ManualScheduler clock, Diary diary) implements Scheduler {
    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        Timer timer = clock.schedule(delay, action);
        if (delay.equals(diary.latestPause())) {
            clock.pass(delay);
        }
        return timer;
    }
}
