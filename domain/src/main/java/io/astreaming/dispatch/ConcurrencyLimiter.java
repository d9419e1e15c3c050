package io.astreaming.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many streams are open at once. Further streams wait in a queue, first come, first served; no thread waits
 * for a stream whose events are pushed. Several chats may share a limiter; each chat that was changed by
 * {@link io.astreaming.stream.Chat#withConcurrencyLimiter} does. Thread-safe.
 */
public final class ConcurrencyLimiter {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The turns that the current thread has to announce; null if it announces none. */
    private static final ThreadLocal<@Nullable Deque<Runnable>> ANNOUNCED = new ThreadLocal<>();

    private final int maxStreams;
    private final int maxQueued;
    private final Duration maxWait;
    // Guarded by the monitor:
    private final Set<Turn> queue = new LinkedHashSet<>();
    private int open;

    private ConcurrencyLimiter(int maxStreams, int maxQueued, Duration maxWait) {
        this.maxStreams = maxStreams;
        this.maxQueued = maxQueued;
        this.maxWait = maxWait;
    }

    /**
     * Creates a limiter.
     *
     * @param maxStreams how many streams may be open at once; at least 1. A stream is open from its first attempt to
     *     its end, pauses between attempts included
     * @param maxQueued how many more streams may wait; 0 if none may
     * @param maxWait how long each of them may wait; positive, and reduced to 100 years. The total timeout of the
     *     stream counts as well
     * @return the limiter
     * @throws IllegalArgumentException if a value is less than allowed
     */
    public static ConcurrencyLimiter of(int maxStreams, int maxQueued, Duration maxWait) {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("maxStreams must be at least 1, not " + maxStreams);
        } else if (maxQueued < 0) {
            throw new IllegalArgumentException("maxQueued must be at least 0, not " + maxQueued);
        } else if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("maxWait must be positive, not " + maxWait);
        }
        return new ConcurrencyLimiter(maxStreams, maxQueued, maxWait.compareTo(LONGEST) > 0 ? LONGEST : maxWait);
    }

    /** {@return how many streams may be open at once} */
    public int maxStreams() {
        return maxStreams;
    }

    /** {@return how many streams may wait} */
    public int maxQueued() {
        return maxQueued;
    }

    /** {@return how long a stream may wait} */
    public Duration maxWait() {
        return maxWait;
    }

    /** {@return how many streams are open now} */
    public synchronized int openStreams() {
        return open;
    }

    /** {@return how many streams wait now} */
    public synchronized int queuedStreams() {
        return queue.size();
    }

    /**
     * Asks for a turn. Whoever gets one, or waits for one, has to {@linkplain Turn#leave() leave}.
     *
     * @param itsTurn called if the turn comes later, on the thread of a stream that ends; it returns soon and throws
     *     nothing
     * @return a turn that is held, waits, or was refused because the queue is full
     */
    public synchronized Turn enter(Runnable itsTurn) {
        Objects.requireNonNull(itsTurn, "itsTurn");
        Turn turn = new Turn(itsTurn, queue.size());
        if (open < maxStreams) { // then nobody waits
            open++;
            turn.state = State.HELD;
        } else if (queue.size() < maxQueued) {
            queue.add(turn);
        } else {
            turn.state = State.REFUSED;
        }
        return turn;
    }

    /** Ends a turn in whichever state it is. Returns the stream whose turn it is now; null if it is nobody's. */
    private synchronized @Nullable Turn end(Turn turn, State how) {
        State before = turn.state;
        turn.state = how;
        if (before == State.WAITING) {
            queue.remove(turn);
        } else if (before == State.HELD) {
            Iterator<Turn> waiting = queue.iterator();
            if (waiting.hasNext()) {
                Turn next = waiting.next();
                waiting.remove();
                next.state = State.HELD;
                return next;
            }
            open--;
        }
        return null;
    }

    private synchronized boolean giveUp(Turn turn) {
        boolean waits = turn.state == State.WAITING;
        if (waits) {
            var unused = end(turn, State.REFUSED);
        }
        return waits;
    }

    private synchronized State state(Turn turn) {
        return turn.state;
    }

    /**
     * Tells a stream that it is its turn. If that stream ends within this call, the next one is told after the call, so
     * that a long queue of short streams makes no deep stack.
     */
    private static void announce(Runnable itsTurn) {
        Deque<Runnable> announced = ANNOUNCED.get();
        if (announced != null) {
            announced.add(itsTurn);
            return;
        }
        Deque<Runnable> turns = new ArrayDeque<>();
        turns.add(itsTurn);
        ANNOUNCED.set(turns);
        try {
            announceAll(turns);
        } finally {
            ANNOUNCED.remove();
        }
    }

    private static void announceAll(Deque<Runnable> turns) {
        Runnable next = turns.poll();
        try {
            while (next != null) {
                next.run();
                next = turns.poll();
            }
        } finally {
            if (next != null) { // it threw, which must not cost the others their turns
                announceAll(turns);
            }
        }
    }

    /** Shows the bounds. */
    @Override
    public String toString() {
        return "ConcurrencyLimiter[maxStreams=" + maxStreams + ", maxQueued=" + maxQueued + ", maxWait=" + maxWait
                + "]";
    }

    private enum State {
        WAITING,
        HELD,
        REFUSED,
        LEFT
    }

    /** The turn of one stream. Thread-safe. */
    public final class Turn {
        private final Runnable itsTurn;
        private final int ahead;
        private State state = State.WAITING; // guarded by the monitor of the limiter

        private Turn(Runnable itsTurn, int ahead) {
            this.itsTurn = itsTurn;
            this.ahead = ahead;
        }

        /** {@return how many streams waited when this one came} */
        public int ahead() {
            return ahead;
        }

        /** {@return whether the stream may be open now} */
        public boolean isHeld() {
            return state(this) == State.HELD;
        }

        /** {@return whether the queue was full, or the stream gave up} */
        public boolean isRefused() {
            return state(this) == State.REFUSED;
        }

        /**
         * Leaves the queue if this turn still waits.
         *
         * @return whether it waited
         */
        public boolean giveUp() {
            return ConcurrencyLimiter.this.giveUp(this);
        }

        /** Leaves: the next stream in the queue gets this turn. Has no effect if it has left already. */
        public void leave() {
            Turn next = end(this, State.LEFT);
            if (next != null) {
                announce(next.itsTurn);
            }
        }
    }
}
