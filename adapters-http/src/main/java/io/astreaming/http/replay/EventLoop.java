package io.astreaming.http.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * One thread that waits for all sockets and all times at once: thousands of streams that each sleep between two frames cost
 * a thread of their own several times as much. Whatever runs in it must not block and must not throw.
 *
 * <p>{@link #execute} and {@link #close} are thread-safe, all else belongs to the loop's own thread.
 */
final class EventLoop implements AutoCloseable {
    private static final long LONGEST_END_MILLIS = 5_000;

    /** Who cares for a channel. */
    interface Handler {
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
    EventLoop(String name) throws IOException {
        this.selector = Selector.open();
        this.thread = daemon(this::run, name);
        this.waiters = Executors.newCachedThreadPool(task -> daemon(task, name + "-waiter"));
    }

    void start() {
        thread.start();
    }

    /** Tells a handler when its channel is ready. */
    SelectionKey register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, handler);
    }

    /** Runs a task soon. */
    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Runs a task after some nanoseconds: never early, and late by a millisecond or what else there is to do. */
    Timer schedule(long nanos, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + Math.max(0, nanos), task);
        timers.add(timer);
        return timer;
    }

    void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** Runs a task when there is a permit, and waits for that in a thread of its own. */
    Future<?> acquire(Semaphore permits, Runnable granted) {
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
        try (selector) {
            try {
                while (!stopped) {
                    select();
                    runTasks();
                    runTimers();
                }
            } finally {
                selector.keys().forEach(key -> ((Handler) key.attachment()).stop());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the replay server's selector failed", e);
        }
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

    private static void ready(SelectionKey key) {
        ((Handler) key.attachment()).ready();
    }

    /** Those that were there at the beginning: what a task adds has its turn after the sockets. */
    private void runTasks() {
        for (int n = tasks.size(); n > 0; n--) {
            tasks.remove().run();
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (Timer next = timers.peek(); next != null && next.at - now <= 0; next = timers.peek()) {
            timers.remove();
            next.task.run();
        }
    }

    /** A task and its time. */
    static final class Timer implements Comparable<Timer> {
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
