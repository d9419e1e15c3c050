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
 * One subscriber and the call that is made for it. Whatever happens (demand, bytes, a timeout, a cancel) comes down to
 * {@link #wake}: a task on the executor then does all there is to do, and tasks never overlap. Bytes are read only while there is
 * demand, so a subscriber that takes its time slows the provider, and nothing queues up here but the events of one read.
 *
 * <p>Thread-safe, as Reactive Streams ask (the rules are numbered in their specification for the JVM, version 1.0.4).
 *
 * @param <T> what the subscriber gets
 */
public final class StreamSubscription<T> implements Flow.Subscription, Runnable {
    /** After so many reads others get their turn. */
    private static final int TURNS = 32;

    /** Makes the call of its request; absent before the request is prepared, and once the call is made. */
    private @Nullable Function<Runnable, StreamCall> calls;

    private final ItemSource<T> items;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger(1); // nothing starts before the subscriber knows us
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

    /** Ends the call at once and tells the subscriber nothing more. */
    @Override
    public void cancel() {
        subscriber = null;
        end();
    }

    /** Ends the call at once; the subscriber is told how it ended. */
    void end() {
        ended = true;
        StreamCall open = call;
        if (open != null) {
            open.cancel();
        }
        wake();
    }

    /**
     * Begins to work, once the subscriber knows us.
     *
     * @param prepare prepares the request here and now, on the thread that subscribes
     */
    public void start(Supplier<Function<Runnable, StreamCall>> prepare) {
        try {
            calls = subscriber == null ? null : prepare.get();
        } catch (Throwable e) { // of the codec, a customizer, the function for traces
            fail(e);
            return;
        }
        start(this);
    }

    private void start(Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable e) { // refused, no thread left, a decorator that fails
            fail(e); // and since nobody counts down, no task is ever started again
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
                if (!turn.isOursAgain()) {
                    return;
                }
            }
        } catch (Throwable e) { // of a subscriber, a trace, or the outcome's own where the face is to fail
            fail(e);
        }
    }

    /** Does what there is to do. True if there is more, and it is the others' turn. */
    private boolean work() {
        for (int turn = 0; turn < TURNS; ) {
            Flow.Subscriber<? super T> whom = subscriber;
            StreamCall open = call;
            IllegalArgumentException wrong = misuse;
            if (wrong != null) {
                throw wrong;
            } else if (whom == null || (ended && open == null)) {
                conclude();
                return false;
            } else if (open != null && open.engine().isDrained()) {
                subscriber = null;
                call = null;
                whom.onComplete();
                return false;
            } else if (demand.get() == 0) {
                return false;
            } else if (open == null) {
                open();
                continue;
            }
            T item = items.next(open);
            if (item != null) {
                taken();
                whom.onNext(item);
            } else if (open.advance()) {
                turn++;
            } else {
                return false;
            }
        }
        return true;
    }

    /** The next turn: a task like any other, unless the executor runs tasks at once; then this turn just goes on, and no deeper. */
    private final class Turn implements Runnable {
        private final Thread giver = Thread.currentThread();
        // Of the giver alone:
        private boolean given;
        private boolean ranAtOnce;

        @Override
        public void run() {
            if (Thread.currentThread() == giver && !given) {
                ranAtOnce = true;
            } else {
                StreamSubscription.this.run();
            }
        }

        boolean isOursAgain() {
            given = true;
            return ranAtOnce;
        }
    }

    private void open() {
        Function<Runnable, StreamCall> maker = Objects.requireNonNull(calls, "calls");
        calls = null;
        StreamCall made = maker.apply(this::wake);
        call = made;
        if (ended) {
            made.cancel();
        }
    }

    private void taken() {
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
    }

    /** Nobody listens any more; the call has its outcome all the same, even one that was never sent: its listeners wait for it. */
    private void conclude() {
        if (calls != null) {
            open();
        }
        StreamCall open = call;
        if (open != null && !open.isOver()) {
            open.cancel();
            open.advance();
        }
        call = null; // who keeps the subscription needn't keep the stream
    }

    private void fail(Throwable e) {
        Flow.Subscriber<? super T> whom = subscriber;
        subscriber = null;
        try {
            conclude();
        } catch (RuntimeException | Error again) {
            if (again != e) {
                e.addSuppressed(again);
            }
        }
        if (whom != null) {
            whom.onError(e);
        }
    }
}
