package io.astreaming.replay.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that waits for all sockets and all times at once: thousands of streams that each sleep between two frames
 * cost a thread of their own several times as much. Whatever runs in it must not block. The thread survives whatever a
 * handler, a task or a timer throws, an {@link OutOfMemoryError} included: a handler that throws is stopped, a task is
 * dropped.
 *
 * <p>{@link #execute} and {@link #close} are thread-safe, all else belongs to the loop's own thread.
 */
public final class EventLoop implements AutoCloseable {
    private static final long LONGEST_END_MILLIS = 5_000;

    /** A selector that keeps failing must not keep the processor busy. */
    private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000;

    /** Who cares for a channel. */
    public interface Handler {
        /** The channel can do one of the things that the handler is interested in. */
        void ready();

        /** The loop ends: the channel has to be closed. */
        void stop();
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Thread thread;
    private final ExecutorService waiters;
    private volatile boolean stopped;

    /** A loop yet to be started. */
    public EventLoop(String name) throws IOException {
        this.selector = Selector.open();
        this.thread = daemon(this::run, name);
        this.waiters = Executors.newCachedThreadPool(task -> daemon(task, name + "-waiter"));
    }

    public void start() {
        thread.start();
    }

    /** Tells a handler when its channel is ready. */
    public SelectionKey register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, handler);
    }

    /** Runs a task soon. */
    public void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Runs a task after some nanoseconds: never early, and late by a millisecond or what else there is to do. */
    public Timer schedule(long nanos, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + Math.max(0, nanos), task);
        timers.add(timer);
        return timer;
    }

    public void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** Runs a task when there is a permit, and waits for that in a thread of its own. */
    public Future<?> acquire(Semaphore permits, Runnable granted) {
        return waiters.submit(() -> {
            permits.acquire();
            execute(granted);
            return null;
        });
    }

    /** Stops every handler and ends all threads before it returns. */
    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                thread.join(LONGEST_END_MILLIS);
                waiters.shutdownNow();
                waiters.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void run() {
        while (!stopped) {
            try {
                select();
                runTasks();
                runTimers();
            } catch (IOException | RuntimeException | Error e) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
        for (SelectionKey key : selector.keys()) {
            stop(key);
        }
        close(selector);
    }

    private void select() throws IOException {
        Timer next = timers.peek();
        long nanos = next == null ? Long.MAX_VALUE : next.at - System.nanoTime();
        if (nanos <= 0 || !tasks.isEmpty()) {
            selector.selectNow(EventLoop::ready);
        } else if (next == null) {
            selector.select(EventLoop::ready);
        } else {
            selector.select(EventLoop::ready, (nanos + 999_999) / 1_000_000);
        }
    }

    /** What one handler throws costs its own channel and nothing else. */
    private static void ready(SelectionKey key) {
        try {
            ((Handler) key.attachment()).ready();
        } catch (RuntimeException | Error e) {
            stop(key);
        }
    }

    private static void stop(SelectionKey key) {
        try {
            ((Handler) key.attachment()).stop();
        } catch (RuntimeException | Error e) {
            // The channel is closed below.
        }
        close(key.channel());
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException | RuntimeException | Error e) {
            // Nobody uses it any more.
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // Whoever it was for has lost it; all others go on.
        }
    }

    /** Those that were there at the beginning: what a task adds has its turn after the sockets. */
    private void runTasks() {
        for (int n = tasks.size(); n > 0; n--) {
            run(tasks.remove());
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (Timer next = timers.peek(); next != null && next.at - now <= 0; next = timers.peek()) {
            timers.remove();
            run(next.task);
        }
    }

    /** A task and its time. */
    public static final class Timer implements Comparable<Timer> {
        private final long at;
        private final Runnable task;

        private Timer(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(at - other.at, 0);
        }
    }
}
