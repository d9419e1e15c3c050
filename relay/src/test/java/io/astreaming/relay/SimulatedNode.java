package io.astreaming.relay;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;

/** One process: it may be paused, and it may die. Nothing of it runs then. */
final class SimulatedNode implements Scheduler {
    final String name;
    final SimulatedTime time;
    final Relay relay;
    final SimulatedLog log;
    private boolean dead;
    private long pausedUntil;

    SimulatedNode(String name, SimulatedWorld world, RelaySettings settings) {
        this.name = name;
        time = world.time;
        log = new SimulatedLog(this, world);
        Executor executor = task -> {
            if (!dead) {
                task.run();
            }
        };
        relay = Relay.over(new NodeContext(log, this, executor, settings, world.plant.rules()));
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        return time.schedule(delay, () -> run(action));
    }

    /** Runs an action now, after the pause, or never. */
    void run(Runnable action) {
        if (dead) {
            return;
        }
        if (time.nanoTime() < pausedUntil) {
            time.schedule(Duration.ofNanos(pausedUntil - time.nanoTime()), () -> run(action));
        } else {
            action.run();
        }
    }

    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    void pause(long millis) {
        pausedUntil = time.nanoTime() + millis * 1_000_000;
    }
}
