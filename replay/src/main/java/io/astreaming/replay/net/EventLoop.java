package io.astreaming.replay.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits on one thread for all sockets and timers, because a thread for each of thousands of mostly idle streams would
 * cost several times as much. Handlers, tasks and timers must not block. The thread survives anything that they throw,
 * even an {@link OutOfMemoryError}: a handler that throws is stopped, a task is dropped.
 *
 * <p>Any thread may call {@link #execute}, {@link #executeAndWait} and {@link #close}; the other methods are confined to the loop's thread.
 */
public final class EventLoop implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_MILLIS = 5_000;

    /** How often someone who waits for a task looks whether the loop has ended instead. */
    private static final long LOOK_AT_THREAD_MILLIS = 50;

    /** A selector that keeps failing must not keep the processor busy. */
    private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000;

    /** Handles the events of one channel. */
    public interface Handler {
        /** The channel is ready for an operation in which the handler is interested. */
        void ready();

        /** The loop ends, or the handler has thrown an exception: the channel must be closed. */
        void stop();
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final TimerQueue timers = new TimerQueue();
    private final Thread thread;
    private final ExecutorService waiters;
    private volatile boolean stopped;

    /** Creates a loop that isn't started. */
    public EventLoop(String name) throws IOException {
        this.selector = Selector.open();
        this.thread = daemon(this::run, name);
        this.waiters = Executors.newCachedThreadPool(task -> daemon(task, name + "-waiter"));
    }

    public void start() {
        thread.start();
    }

    /** Registers a handler, which is called when its channel is ready. */
    public SelectionKey register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, handler);
    }

    /** Runs a task on the loop's thread, as soon as possible. */
    public void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /**
     * Runs a task on the loop's thread, and returns when it has run. If the loop ends before, the task doesn't run. Any
     * thread may call this.
     */
    public void executeAndWait(Runnable task) {
        if (Thread.currentThread() == thread) {
            run(task);
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        execute(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        boolean interrupted = false;
        for (boolean over = false; !over; ) {
            try {
                over = done.await(LOOK_AT_THREAD_MILLIS, TimeUnit.MILLISECONDS) || !thread.isAlive();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a task after a delay: never early, and late by up to a millisecond or the duration of other tasks. */
    public Timer schedule(long nanos, Runnable task) {
        return timers.add(nanos, task);
    }

    public void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** Runs a task when a permit is available, for which a separate thread waits. */
    public Future<?> acquire(Semaphore permits, Runnable granted) {
        return waiters.submit(() -> {
            permits.acquire();
            execute(granted);
            return null;
        });
    }

    /** Stops all handlers; all threads have ended when this returns. */
    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                thread.join(CLOSE_TIMEOUT_MILLIS);
                waiters.shutdownNow();
                waiters.awaitTermination(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
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
        long nanos = timers.nanosToNext();
        if (nanos <= 0 || !tasks.isEmpty()) {
            selector.selectNow(EventLoop::ready);
        } else if (nanos == Long.MAX_VALUE) {
            selector.select(EventLoop::ready);
        } else {
            selector.select(EventLoop::ready, (nanos + 999_999) / 1_000_000);
        }
    }

    /** Calls a handler; if it throws, only its own channel is closed. */
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
            // It isn't used any more.
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // The task is dropped; all others continue.
        }
    }

    /** Runs the tasks that are queued now; tasks that these add run after the sockets. */
    private void runTasks() {
        for (int n = tasks.size(); n > 0; n--) {
            run(tasks.remove());
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (Runnable task = timers.pollDue(now); task != null; task = timers.pollDue(now)) {
            run(task);
        }
    }
}
