package io.astreaming.relay;

import io.astreaming.port.Scheduler;
import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.WriteResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream to the log: its events in batches, signs of life while nothing comes, and at last the seal. One write
 * is under way at a time. After a write whose answer was lost, the writer asks the log what it has and appends what is
 * missing. All methods are called within the stream's tasks.
 */
final class LogWriter {
    /** Is told, within the stream's tasks, what came of writing. */
    interface Owner {
        /** The log has accepted more. */
        void accepted();

        /** The stream has ended, after its event {@code last}. The writer does nothing any more. */
        void sealed(Seal seal, long last);

        /** The log couldn't be reached for too long. The writer does nothing any more. */
        void gaveUp();
    }

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    /** For how long after its end a stream is looked after: as long as the events are held with which it can be repaired. */
    private static final Duration CHECKED_AFTER_END = Duration.ofSeconds(30);

    /** How much is kept of what the log has accepted, in bytes. */
    private static final int MAX_ACCEPTED_BYTES = 64 * 1024;

    private final StreamId id;
    private final StreamHead head;
    private final NodeContext node;
    private final SerialTasks tasks;
    private final Owner owner;
    private final RecentEvents recent = new RecentEvents();

    private long connection;
    private long accepted;
    private long everAccepted;
    private long unwrittenBytes;
    private boolean busy;
    private boolean logGone;
    private boolean checking;
    private boolean over;
    private @Nullable Seal end;
    private @Nullable Seal concluded;
    private long lastWrite;
    private @Nullable Long unreachableSince;
    private Duration retry = FIRST_RETRY;
    private Scheduler.@Nullable Timer linger;
    private Scheduler.@Nullable Timer alive;

    LogWriter(StreamId id, StreamHead head, LogState opened, NodeContext node, SerialTasks tasks, Owner owner) {
        this.id = id;
        this.head = head;
        this.node = node;
        this.tasks = tasks;
        this.owner = owner;
        connection = opened.connection();
        lastWrite = node.scheduler().nanoTime();
        scheduleAlive();
    }

    RecentEvents recent() {
        return recent;
    }

    /** Returns the greatest number that the log has ever accepted. */
    long everAccepted() {
        return everAccepted;
    }

    /** Returns how much the log hasn't accepted yet, in bytes. */
    long unwrittenBytes() {
        return unwrittenBytes;
    }

    /** Returns the number of the log's connection on which the log was known to have this stream. */
    long connection() {
        return connection;
    }

    /** Returns whether the log has nothing of this stream any more, but perhaps another one of its name. */
    boolean isLogGone() {
        return logGone;
    }

    boolean isEnding() {
        return end != null || over;
    }

    void add(StoredEvent event) {
        recent.add(event, node.scheduler().nanoTime());
        unwrittenBytes += event.size();
        write();
    }

    /** Says how the stream ends, after all that was added. Without effect if that was said before. */
    void end(Seal seal) {
        if (end == null && !over) {
            end = seal;
            write();
        }
    }

    private void write() {
        if (busy || over) {
            return;
        }
        if (logGone) {
            acceptUpTo(recent.last());
        }
        if (accepted < recent.last()) {
            Duration wait = waitForMore();
            if (wait.isZero()) {
                append();
            } else if (linger == null) {
                linger = later(wait, () -> {
                    linger = null;
                    write();
                });
            }
        } else if (end != null) {
            seal(end);
        }
    }

    /** Returns how long to wait for more events before the next append; zero to append now. */
    private Duration waitForMore() {
        if (end != null || unwrittenBytes >= node.settings().batchBytes()) {
            return Duration.ZERO;
        }
        long waited = node.scheduler().nanoTime() - recent.nanosOf(accepted + 1);
        Duration rest = node.settings().linger().minusNanos(waited);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private void append() {
        busy = true;
        List<StoredEvent> batch = recent.from(accepted + 1, node.settings().batchBytes());
        long last = batch.get(batch.size() - 1).number();
        LogCall.make(
                () -> node.log().append(id, connection, batch),
                tasks,
                result -> finish(result, () -> acceptUpTo(last)),
                this::askAgain);
    }

    private void seal(Seal seal) {
        if (logGone) {
            conclude(seal, recent.last());
            return;
        }
        busy = true;
        Seal whole = seal.equals(Seal.LOG_DAMAGED) ? seal : seal.withLast(accepted);
        LogCall.make(
                () -> node.log().seal(id, whole, connection, node.settings().retention()),
                tasks,
                result -> finish(result, () -> {
                    end = whole;
                    conclude(whole, accepted);
                }),
                this::askAgain);
    }

    private void appendAlive() {
        alive = null;
        if (over || logGone) {
            return;
        }
        long silent = node.scheduler().nanoTime() - lastWrite;
        if (!busy && silent >= node.settings().aliveInterval().toNanos()) {
            busy = true;
            LogCall.make(
                    () -> node.log().appendAlive(id, connection, accepted),
                    tasks,
                    result -> finish(result, () -> {}),
                    this::askAgain);
        }
        scheduleAlive();
    }

    private void scheduleAlive() {
        long due = lastWrite
                + node.settings().aliveInterval().toNanos()
                - node.scheduler().nanoTime();
        alive = later(Duration.ofNanos(Math.max(due, Duration.ofMillis(50).toNanos())), this::appendAlive);
    }

    private void finish(WriteResult result, Runnable written) {
        if (over) {
            return;
        }
        if (result instanceof WriteResult.Written) {
            reached();
            lastWrite = node.scheduler().nanoTime();
            written.run();
            proceed();
        } else if (result instanceof WriteResult.AlreadySealed other) {
            concludeAsSealed(other.seal());
        } else if (result instanceof WriteResult.Gone) {
            forgetLog();
        } else {
            ask();
        }
    }

    private void proceed() {
        if (!over) {
            busy = false;
            owner.accepted();
            write();
        }
    }

    private void acceptUpTo(long number) {
        long now = node.scheduler().nanoTime();
        for (long n = Math.max(accepted + 1, recent.first()); n <= number; n++) {
            recent.restamp(n, now); // a replica may have it later than now, however late the log itself was
        }
        recent.compactUpTo(accepted); // what was accepted before: readers have had it, and only a repair reads it again
        accepted = number;
        everAccepted = Math.max(everAccepted, number);
        countUnwritten();
        long window = node.settings().repairWindow().toNanos();
        while (recent.first() <= accepted
                && (now - recent.nanosOf(recent.first()) > window
                        || recent.bytes() - unwrittenBytes > MAX_ACCEPTED_BYTES)) {
            recent.dropFirst();
        }
    }

    private void countUnwritten() {
        unwrittenBytes = 0;
        for (long n = Math.max(accepted + 1, recent.first()); n <= recent.last(); n++) {
            unwrittenBytes += recent.sizeOf(n);
        }
    }

    /** A write wasn't answered: asks the log what it has, after a while. */
    private void askAgain() {
        if (over) {
            return;
        }
        long now = node.scheduler().nanoTime();
        if (unreachableSince == null) {
            unreachableSince = now;
        } else if (now - unreachableSince > node.settings().maxLogOutage().toNanos()) {
            stop();
            owner.gaveUp();
            return;
        }
        if (!node.rules().failedWriteAsksFirst()) {
            busy = false;
            later(retry, this::write);
            return;
        }
        later(retry, this::ask);
        retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : LONGEST_RETRY;
    }

    private void ask() {
        if (!over) {
            LogCall.make(() -> node.log().state(id), tasks, this::compare, this::askAgain);
        }
    }

    /** Compares what the log has with what it should have, and goes on from there. */
    private void compare(@Nullable LogState state) {
        if (over) {
            return;
        }
        if (state == null) {
            forgetLog();
            return;
        }
        if (!state.head().nonce().equals(head.nonce())) {
            logGone = true; // another producer has the name: nothing of this stream is left
            conclude(Seal.LOG_GONE, recent.last());
            return;
        }
        connection = state.connection();
        if (state.seal() != null) {
            conclude(state.seal(), state.last());
        } else {
            if (state.last() < recent.first() - 1 && node.rules().gapEndsTheStream()) {
                end = Seal.LOG_DAMAGED; // what is missing isn't held any more
                acceptUpTo(recent.last());
            } else {
                acceptUpTo(Math.min(state.last(), recent.last()));
            }
            proceed();
        }
    }

    /**
     * Asks, after a connection was replaced, what the log has: it may have lost events of this stream, its end, or all of it.
     * What is missing is appended again.
     */
    void check() {
        if (logGone || checking) {
            return;
        }
        if (!over) {
            if (!busy) {
                busy = true;
                ask();
            }
        } else {
            checking = true;
            LogCall.make(() -> node.log().state(id), tasks, this::restore, () -> {
                checking = false;
                if (node.scheduler().nanoTime() - lastWrite < CHECKED_AFTER_END.toNanos()) {
                    later(LONGEST_RETRY, this::check);
                }
            });
        }
    }

    private void restore(@Nullable LogState state) {
        checking = false;
        if (state == null || !state.head().nonce().equals(head.nonce())) {
            logGone = true;
            return;
        }
        connection = state.connection();
        boolean isMine = end != null && end.equals(concluded);
        if (over && isMine && state.seal() == null && state.last() >= recent.first() - 1) {
            over = false;
            busy = false;
            acceptUpTo(state.last());
            write();
        }
    }

    /** The log has accepted something. That it answers isn't enough: a replica does, and accepts nothing. */
    private void reached() {
        unreachableSince = null;
        retry = FIRST_RETRY;
    }

    /** The log has lost the stream. It is never begun again: readers elsewhere would miss its beginning. */
    private void forgetLog() {
        logGone = true;
        proceed();
    }

    private void concludeAsSealed(Seal seal) {
        LogCall.make(
                () -> node.log().state(id),
                tasks,
                state -> conclude(seal, state == null ? accepted : state.last()),
                () -> conclude(seal, accepted));
    }

    private void conclude(Seal seal, long last) {
        if (!over) {
            stop();
            concluded = seal;
            owner.sealed(seal, last);
        }
    }

    private void stop() {
        over = true;
        if (linger != null) {
            linger.cancel();
        }
        if (alive != null) {
            alive.cancel();
        }
    }

    private Scheduler.Timer later(Duration delay, Runnable action) {
        return node.scheduler().schedule(delay, () -> tasks.execute(action));
    }
}
