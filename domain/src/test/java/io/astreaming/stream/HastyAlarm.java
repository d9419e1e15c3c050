package io.astreaming.stream;

import io.astreaming.port.Alarm;
import java.time.Duration;

/** A clock that the test moves, but which lets the pause that a diary has noted pass as soon as it is set. */
record HastyAlarm(ManualAlarm clock, Diary diary) implements Alarm {
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
