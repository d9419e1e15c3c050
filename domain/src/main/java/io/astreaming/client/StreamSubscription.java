package io.astreaming.client;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber and its call. Every signal (demand, bytes, a timeout, a cancellation) calls {@link #wake}: a
 * task on the executor then does all pending work, and tasks never overlap. Bytes are read only while there is demand,
 * so a slow subscriber slows the provider, and only the events of one read are queued here.
 *
 * <p>Thread-safe, as Reactive Streams require (rule numbers refer to the specification for the JVM, version 1.0.4).
 *
 * @param <T> the type of the subscriber's items
 */
public final class StreamSubscription<T> implements Flow.Subscription, Runnable {
    /** After this many reads, other tasks of the executor get their turn. */
    private static final int TURNS = 32;

    /** Creates the call; null until the request is prepared, and again once the call exists. */
    private @Nullable Function<Runnable, StreamCall> callFactory;

    private final ItemSource<T> items;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger(1); // no task starts before onSubscribe has returned
    private volatile Flow.@Nullable Subscriber<? super T> subscriber;
    private volatile @Nullable StreamCall call;
    private volatile @Nullable IllegalArgumentException misuse;
    private volatile boolean ended;

    public StreamSubscription(Flow.Subscriber<? super T> subscriber, ItemSource<T> items, Executor executor) {
        this.subscriber = subscriber;
        this.items = items;
        this.executor = executor;
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            misuse = new IllegalArgumentException("rule 3.9: at least one event must be requested, not " + n);
        } else {
            demand.accumulateAndGet(n, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        wake();
    }

    /** Ends the call at once; the subscriber receives nothing more. */
    @Override
    public void cancel() {
        subscriber = null;
        end();
    }

    /** Ends the call at once; the subscriber receives its last event. */
    void end() {
        ended = true;
        StreamCall open = call;
        if (open != null) {
            open.cancel();
        }
        wake();
    }

    /**
     * Starts to work, after {@code onSubscribe} has returned.
     *
     * @param prepare prepares the request; called at once, on the thread that subscribes
     */
    public void start(Supplier<Function<Runnable, StreamCall>> prepare) {
        try {
            callFactory = subscriber == null ? null : prepare.get();
        } catch (Throwable e) { // thrown by the codec, a customizer or the function for traces
            fail(e);
            return;
        }
        start(this);
    }

    private void start(Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable e) { // the executor rejected the task, or couldn't start a thread
            fail(e); // the count of wakes stays above zero, so no task is ever started again
        }
    }

    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            start(this);
        }
    }

    @Override
    public void run() {
        int seen = wakes.get();
        try {
            while (seen != 0) {
                if (!work()) {
                    seen = wakes.addAndGet(-seen);
                    continue;
                }
                seen = 1;
                wakes.set(seen);
                Turn turn = new Turn();
                start(turn);
                if (!turn.ranWithinExecute()) {
                    return;
                }
            }
        } catch (Throwable e) { // thrown by a subscriber or a trace, or the outcome's error for publishers that fail
            fail(e);
        }
    }

    /** Does the pending work. Returns true if more is pending but other tasks should run first. */
    private boolean work() {
        for (int turn = 0; turn < TURNS; ) {
            Flow.Subscriber<? super T> target = subscriber;
            StreamCall open = call;
            IllegalArgumentException wrong = misuse;
            if (wrong != null) {
                throw wrong;
            } else if (target == null || (ended && open == null)) {
                conclude();
                return false;
            } else if (open != null && open.engine().isDrained()) {
                subscriber = null;
                call = null;
                target.onComplete();
                return false;
            } else if (demand.get() == 0) {
                return false;
            } else if (open == null) {
                open();
                continue;
            }
            T item = items.next(open);
            if (item != null) {
                countItem();
                target.onNext(item);
            } else if (open.advance()) {
                turn++;
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * The next turn, as a task of the executor. If the executor runs the task within {@code execute}, the present turn
     * continues instead, so that the stack doesn't grow.
     */
    private final class Turn implements Runnable {
        private final Thread creator = Thread.currentThread();
        // Used only by the thread that created the turn:
        private boolean submitted;
        private boolean ranAtOnce;

        @Override
        public void run() {
            if (Thread.currentThread() == creator && !submitted) {
                ranAtOnce = true;
            } else {
                StreamSubscription.this.run();
            }
        }

        boolean ranWithinExecute() {
            submitted = true;
            return ranAtOnce;
        }
    }

    private void open() {
        Function<Runnable, StreamCall> maker = Objects.requireNonNull(callFactory, "callFactory");
        callFactory = null;
        StreamCall created = maker.apply(this::wake);
        call = created;
        if (ended) {
            created.cancel();
        }
    }

    private void countItem() {
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
    }

    /**
     * Ends the call after the subscriber is gone, even one that was never sent, because its listeners expect an
     * outcome.
     */
    private void conclude() {
        if (callFactory != null) {
            open();
        }
        StreamCall open = call;
        if (open != null && !open.isOver()) {
            open.cancel();
            open.advance();
        }
        call = null; // a subscription that is kept must not retain the stream
    }

    private void fail(Throwable e) {
        Flow.Subscriber<? super T> target = subscriber;
        subscriber = null;
        try {
            conclude();
        } catch (RuntimeException | Error again) {
            if (again != e) {
                e.addSuppressed(again);
            }
        }
        if (target != null) {
            target.onError(e);
        }
    }
}
