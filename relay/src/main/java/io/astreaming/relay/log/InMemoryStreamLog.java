package io.astreaming.relay.log;

import io.astreaming.port.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log in the memory of one process: for an application with one node, and for tests. Its streams survive the loss of a
 * client's connection, but not the end of the process. Thread-safe.
 */
public final class InMemoryStreamLog implements StreamLog {
    private static final long ONLY_CONNECTION = 1;
    private static final CompletionStage<WriteResult> GONE = CompletableFuture.completedStage(new WriteResult.Gone());

    private final Scheduler scheduler;
    private final long maxBytes;
    private final Map<StreamId, StreamMemory> oldestFirst = new LinkedHashMap<>();
    private long bytes;

    /**
     * Creates a log.
     *
     * @param scheduler the clock and the timers
     * @param maxBytes how much all streams together may hold, in bytes. Beyond that the log drops streams that have ended,
     *     the oldest first; if there is none, it refuses to begin streams and to append
     */
    public InMemoryStreamLog(Scheduler scheduler, long maxBytes) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<LogState> open(StreamId id, StreamHead head, Duration timeToLive) {
        synchronized (this) {
            StreamMemory known = oldestFirst.get(id);
            if (known == null) {
                if (!makeRoom(StreamMemory.OWN_SIZE)) {
                    return full();
                }
                known = new StreamMemory(head);
                oldestFirst.put(id, known);
                bytes += known.size();
                keep(id, known, timeToLive);
            }
            return CompletableFuture.completedFuture(known.state(ONLY_CONNECTION));
        }
    }

    private boolean makeRoom(long more) {
        Iterator<Map.Entry<StreamId, StreamMemory>> entries =
                oldestFirst.entrySet().iterator();
        while (bytes + more > maxBytes && entries.hasNext()) {
            StreamMemory stream = entries.next().getValue();
            if (stream.seal() != null) {
                bytes -= stream.size();
                stream.drop();
                entries.remove();
            }
        }
        return bytes + more <= maxBytes;
    }

    private static <T> CompletionStage<T> full() {
        return CompletableFuture.failedFuture(new IllegalStateException("the log of streams is full"));
    }

    /** Drops the stream after a time; the time that was set last counts. */
    private void keep(StreamId id, StreamMemory stream, Duration time) {
        stream.expireWith(scheduler.schedule(time, () -> expire(id, stream)));
    }

    private void expire(StreamId id, StreamMemory stream) {
        List<LogFollower> followers;
        synchronized (this) {
            if (!oldestFirst.remove(id, stream)) {
                return;
            }
            bytes -= stream.size();
            followers = stream.followers();
        }
        followers.forEach(LogFollower::wake);
    }

    @Override
    public CompletionStage<WriteResult> append(StreamId id, long connection, List<StoredEvent> events) {
        List<LogFollower> followers;
        synchronized (this) {
            StreamMemory stream = oldestFirst.get(id);
            WriteResult refused = refusal(stream, events.get(0).number());
            if (stream == null) {
                return GONE;
            } else if (refused != null) {
                return CompletableFuture.completedFuture(refused);
            }
            long size = events.stream().mapToLong(StoredEvent::size).sum();
            if (!makeRoom(size)) {
                return full();
            }
            bytes += size;
            stream.add(events);
            followers = stream.followers();
        }
        followers.forEach(LogFollower::wake);
        return CompletableFuture.completedFuture(new WriteResult.Written());
    }

    /** Returns why a stream doesn't accept what begins with a number; null if it does, or there is no stream. */
    private static @Nullable WriteResult refusal(@Nullable StreamMemory stream, long first) {
        if (stream == null) {
            return null;
        }
        Seal seal = stream.seal();
        if (seal != null) {
            return new WriteResult.AlreadySealed(seal);
        }
        return first == stream.last() + 1 ? null : new WriteResult.OutOfOrder();
    }

    @Override
    public CompletionStage<WriteResult> appendAlive(StreamId id, long connection, long last) {
        List<LogFollower> followers;
        synchronized (this) {
            StreamMemory stream = oldestFirst.get(id);
            WriteResult refused = refusal(stream, last + 1);
            if (stream == null) {
                return GONE;
            } else if (refused != null) {
                return CompletableFuture.completedFuture(refused);
            }
            followers = stream.followers();
        }
        followers.forEach(LogFollower::alive);
        return CompletableFuture.completedFuture(new WriteResult.Written());
    }

    @Override
    public CompletionStage<WriteResult> seal(StreamId id, Seal seal, @Nullable Long connection, Duration retention) {
        List<LogFollower> followers;
        synchronized (this) {
            StreamMemory stream = oldestFirst.get(id);
            WriteResult refused = refusal(stream, stream == null ? 0 : stream.last() + 1);
            if (stream == null) {
                return GONE;
            } else if (refused != null) {
                return CompletableFuture.completedFuture(refused);
            }
            stream.end(seal);
            keep(id, stream, retention);
            followers = stream.followers();
        }
        followers.forEach(LogFollower::wake);
        return CompletableFuture.completedFuture(new WriteResult.Written());
    }

    @Override
    public synchronized CompletionStage<@Nullable LogState> state(StreamId id) {
        StreamMemory stream = oldestFirst.get(id);
        return CompletableFuture.completedFuture(stream == null ? null : stream.state(ONLY_CONNECTION));
    }

    @Override
    public CompletionStage<@Nullable Page> read(StreamId id, long connection, long after, int maxBytes) {
        return CompletableFuture.completedFuture(page(id, after, maxBytes));
    }

    synchronized @Nullable Page page(StreamId id, long after, int maxBytes) {
        StreamMemory stream = oldestFirst.get(id);
        return stream == null ? null : stream.page(after, maxBytes);
    }

    @Override
    public Runnable follow(StreamId id, long after, TailListener listener) {
        LogFollower follower = new LogFollower(this, scheduler, id, after, listener);
        synchronized (this) {
            StreamMemory stream = oldestFirst.get(id);
            if (stream != null) {
                stream.add(follower);
            }
        }
        follower.wake();
        return () -> {
            follower.close();
            synchronized (this) {
                StreamMemory stream = oldestFirst.get(id);
                if (stream != null) {
                    stream.remove(follower);
                }
            }
        };
    }

    @Override
    public String node() {
        return "this";
    }

    @Override
    public void requestStop(String node, StreamId id) {} // the only node has the producer

    @Override
    public void onStopRequest(Consumer<StreamId> listener) {}

    @Override
    public void onReconnect(Runnable listener) {} // memory isn't replaced

    /** Drops all streams. */
    @Override
    public void close() {
        List<LogFollower> followers = new ArrayList<>();
        synchronized (this) {
            for (StreamMemory stream : oldestFirst.values()) {
                stream.drop();
                followers.addAll(stream.followers());
            }
            oldestFirst.clear();
            bytes = 0;
        }
        followers.forEach(LogFollower::wake);
    }
}
