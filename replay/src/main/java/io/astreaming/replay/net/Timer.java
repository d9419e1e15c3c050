package io.astreaming.replay.net;

/** A task of an {@link EventLoop} that runs at a certain time. Immutable. */
public final class Timer implements Comparable<Timer> {
    final long at;
    final Runnable task;

    Timer(long at, Runnable task) {
        this.at = at;
        this.task = task;
    }

    @Override
    public int compareTo(Timer other) {
        return Long.compare(at - other.at, 0);
    }
}
