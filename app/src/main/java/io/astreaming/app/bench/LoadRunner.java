package io.astreaming.app.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends requests as a {@link Load} says, and hands on what was measured. No thread belongs to a stream. Thread-safe.
 *
 * <p>With a rate, each time counts from the moment at which the request was due. So a request that had to wait because
 * the endpoint was slow isn't counted as a fast one.
 */
final class LoadRunner {
    private final Load load;
    private final Consumer<SampledStream> sender;
    private final Consumer<Sample> measured;
    private final Semaphore free;
    private final Set<SampledStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private volatile long elapsed;

    /**
     * Prepares a run.
     *
     * @param sender sends the request of a stream
     * @param measured gets each measurement, one at a time, on any thread
     */
    LoadRunner(Load load, Consumer<SampledStream> sender, Consumer<Sample> measured) {
        this.load = load;
        this.sender = sender;
        this.measured = measured;
        this.free = new Semaphore(load.concurrency());
    }

    /** Sends the requests, and returns when all streams have ended or the run was stopped. */
    void run() throws InterruptedException {
        long begin = System.nanoTime();
        long last = begin + load.duration().toNanos();
        for (int i = 0; i < load.requests(); i++) {
            Long offset = load.due(i);
            if (!waitFor(offset == null ? begin : begin + offset, last)) {
                break;
            }
            send(i + 1, offset == null ? System.nanoTime() : begin + offset);
        }
        while (!stopped && !free.tryAcquire(load.concurrency(), 20, TimeUnit.MILLISECONDS)) {
            // Every stream ends: its timeouts see to it.
        }
        elapsed = System.nanoTime() - begin;
    }

    /** Ends the run: cancels the open streams. Any thread may call this. */
    void stop() {
        stopped = true;
        open.forEach(SampledStream::cancel);
    }

    int open() {
        return open.size();
    }

    /** Returns how long the run took, in nanoseconds. */
    long elapsed() {
        return elapsed;
    }

    /** Waits until a request is due and may be sent; returns whether it should be. */
    private boolean waitFor(long due, long last) throws InterruptedException {
        for (long now = System.nanoTime(); now < due && !stopped; now = System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(due - now, 20_000_000));
        }
        while (!stopped && System.nanoTime() < last) {
            if (free.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private void send(int number, long due) {
        SampledStream stream = new SampledStream(number, due);
        open.add(stream);
        var unused = stream.sample().whenComplete((sample, problem) -> ended(stream, sample));
        sender.accept(stream);
        if (stopped) {
            stream.cancel();
        }
    }

    private void ended(SampledStream stream, Sample sample) {
        open.remove(stream);
        if (sample != null) {
            synchronized (this) {
                measured.accept(sample);
            }
        }
        free.release();
    }
}
