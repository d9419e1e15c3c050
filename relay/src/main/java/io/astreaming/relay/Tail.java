package io.astreaming.relay;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.TailListener;
import io.astreaming.relay.log.WriteResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that this node follows in the log for its readers. If its producer is silent for too long, the tail ends the
 * stream.
 */
final class Tail extends LiveStream implements TailListener {
    /** How much of what came last is held for the readers, in bytes. */
    private static final int HELD_BYTES = 32 * 1024;

    /** If this node itself didn't read for so long, the time doesn't count as the producer's silence. */
    private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();

    /** How soon a log that couldn't be read is asked again. */
    private static final Duration RETRY = Duration.ofMillis(250);

    private final NodeContext node;
    private final String nonce;
    private final Consumer<Tail> whenUnused;
    private final RecentEvents recent = new RecentEvents();
    private @Nullable Runnable following;
    private @Nullable Seal seal;
    private boolean sealing;
    private boolean closed;
    private boolean checking;
    private boolean logGone;
    private long connection;
    private long firstHeldBack = Long.MAX_VALUE;
    private long silentSince;
    private long lastRead;
    private int visits;

    /**
     * Creates a tail.
     *
     * @param state what the log had when the first reader came
     * @param whenUnused is told, within the tasks, when no reader has been here for a while
     */
    Tail(StreamId id, LogState state, NodeContext node, Consumer<Tail> whenUnused) {
        super(id, new SerialTasks(node.executor()));
        this.node = node;
        nonce = state.head().nonce();
        connection = state.connection();
        this.whenUnused = whenUnused;
        // The last event may be one that nobody may see before the seal, so it is read again.
        recent.beginAfter(state.seal() == null ? Math.max(0, state.last() - 1) : state.last());
        silentSince = node.scheduler().nanoTime();
        lastRead = silentSince;
        seal = checked(state.seal());
    }

    @Override
    void add(Reader reader) {
        super.add(reader);
        visits++;
        if (following == null && seal == null && !checking) {
            follow();
        }
    }

    private void follow() {
        following = node.log().follow(id, recent.last(), onTasks());
    }

    /** Calls of the log arrive on any thread; they become tasks of the stream. */
    private TailListener onTasks() {
        return new TailListener() {
            @Override
            public void page(Page page) {
                tasks.execute(() -> Tail.this.page(page));
            }

            @Override
            public void quiet() {
                tasks.execute(Tail.this::quiet);
            }

            @Override
            public void unreachable() {
                tasks.execute(Tail.this::unreachable);
            }

            @Override
            public void gone() {
                tasks.execute(Tail.this::gone);
            }
        };
    }

    @Override
    void remove(Reader reader) {
        super.remove(reader);
        if (!hasReaders()) {
            int visit = visits;
            Duration patience = node.settings().silenceLimit().plusSeconds(5);
            node.scheduler().schedule(patience, () -> tasks.execute(() -> closeIfUnused(visit)));
        }
    }

    private void closeIfUnused(int visit) {
        if (!hasReaders() && visit == visits) {
            close();
            whenUnused.accept(this);
        }
    }

    /** Stops to follow. A reader that comes later needs another tail. */
    void close() {
        closed = true;
        stopFollowing();
    }

    boolean isClosed() {
        return closed;
    }

    private void stopFollowing() {
        if (following != null) {
            following.run();
            following = null;
        }
    }

    @Override
    public void page(Page page) {
        if (seal != null) {
            return;
        }
        silentSince = node.scheduler().nanoTime();
        lastRead = silentSince;
        recent.compactUpTo(recent.last()); // most readers have had them
        for (StoredEvent event : page.events()) {
            if (event.number() <= recent.last()) {
                continue;
            }
            if (event.number() != recent.last() + 1) {
                if (node.rules().gapEndsTheStream()) {
                    sealAs(Seal.LOG_DAMAGED);
                    return;
                }
                recent.skipTo(event.number());
            }
            recent.add(event, silentSince);
            if (isLast(event)) {
                firstHeldBack = Math.min(firstHeldBack, event.number());
            }
        }
        while (recent.bytes() > HELD_BYTES && recent.first() < recent.last()) {
            recent.dropFirst();
        }
        if (page.seal() != null) {
            conclude(page.seal());
        }
        wakeReaders();
    }

    @Override
    public void quiet() {
        if (seal != null) {
            return;
        }
        long now = node.scheduler().nanoTime();
        if (now - lastRead > LONGEST_PAUSE && node.rules().silenceNeedsReads()) {
            silentSince = now;
        }
        lastRead = now;
        if (now - silentSince >= node.settings().silenceLimit().toNanos()) {
            sealAs(Seal.PRODUCER_LOST);
        }
        wakeReaders();
    }

    /** What is read next may be of a log that has lost this stream and begun another of its name, so asks first. */
    @Override
    public void unreachable() {
        if (!node.rules().silenceNeedsReads()) {
            quiet();
        } else {
            check();
        }
    }

    @Override
    void check() {
        if (!checking && !closed) {
            checking = true;
            stopFollowing();
            ask();
        }
    }

    private void ask() {
        if (!closed) {
            LogCall.make(() -> node.log().state(id), tasks, this::compare, this::askLater);
        }
    }

    private void askLater() {
        node.scheduler().schedule(RETRY, () -> tasks.execute(this::ask));
    }

    private void compare(@Nullable LogState state) {
        checking = false;
        if (closed) {
            return;
        }
        silentSince = node.scheduler().nanoTime();
        lastRead = silentSince;
        if (state == null || !state.head().nonce().equals(nonce)) {
            gone();
        } else {
            connection = state.connection();
            if (seal == null) {
                follow();
            }
        }
    }

    @Override
    public void gone() {
        logGone = true;
        if (seal == null) {
            conclude(Seal.LOG_GONE);
            wakeReaders();
        }
    }

    /** Ends the stream for all nodes, unless it has ended otherwise. */
    private void sealAs(Seal wanted) {
        if (sealing) {
            return;
        }
        sealing = true;
        LogCall.make(
                () -> node.log().seal(id, wanted, null, node.settings().retention()),
                tasks,
                result -> sealed(wanted, result),
                () -> sealing = false);
    }

    /** The seal itself comes as the log's last page, after all events, unless events are missing. */
    private void sealed(Seal wanted, WriteResult result) {
        if (result instanceof WriteResult.Gone) {
            gone();
        } else if (seal == null && wanted.equals(Seal.LOG_DAMAGED)) {
            conclude(
                    result instanceof WriteResult.AlreadySealed other
                                    && !other.seal().isCompleted()
                            ? other.seal()
                            : wanted);
            wakeReaders();
        }
    }

    private void conclude(Seal found) {
        seal = checked(found);
        stopFollowing();
    }

    /** A whole answer whose last events are missing isn't whole. */
    private @Nullable Seal checked(@Nullable Seal found) {
        boolean missing = found != null && found.isCompleted() && found.last() != recent.last();
        return missing && node.rules().gapEndsTheStream() ? Seal.LOG_DAMAGED : found;
    }

    @Override
    long visible() {
        boolean ended = seal != null || !node.rules().endWaitsForSeal();
        return ended ? recent.last() : Math.min(recent.last(), firstHeldBack - 1);
    }

    @Override
    long connection() {
        return connection;
    }

    @Override
    boolean isLogGone() {
        return logGone;
    }

    @Override
    @Nullable
    StoredEvent event(long number) {
        return recent.get(number);
    }

    @Override
    @Nullable
    Seal seal() {
        return seal;
    }
}
