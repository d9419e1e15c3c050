package io.astreaming.redis;

import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows streams that readers of this node want with one read at a time, which waits in Redis until one of them has
 * something new: all streams of a server, or those of one bucket of a cluster. Reads begin at least 10 ms apart, so that many streams cost little more than one.
 */
final class StreamFollowers implements AutoCloseable {
    private static final long PAUSE_MILLIS = 10;
    private static final long RETRY_MILLIS = 250;
    private static final XReadArgs ARGS = XReadArgs.Builder.block(100).count(4);

    private final RedisConnections connections;
    private final ScheduledExecutorService timer;
    private final List<StreamFollower> followers = new ArrayList<>();
    private @Nullable CompletableFuture<StatefulRedisConnection<String, byte[]>> waiting;
    private long number;
    private boolean reading;
    private boolean closed;

    StreamFollowers(RedisConnections connections) {
        this.connections = connections;
        timer = connections.timer();
    }

    Runnable add(StreamFollower follower) {
        synchronized (this) {
            followers.add(follower);
        }
        readSoon(0);
        return () -> {
            follower.close();
            synchronized (this) {
                followers.remove(follower);
            }
        };
    }

    private synchronized void readSoon(long millis) {
        if (!reading && !closed && !followers.isEmpty()) {
            try {
                var unused = timer.schedule(this::read, millis, TimeUnit.MILLISECONDS);
                reading = true;
            } catch (RejectedExecutionException e) { // the log is closed
                closed = true;
            }
        }
    }

    private void read() {
        List<StreamFollower> now;
        synchronized (this) {
            followers.removeIf(StreamFollower::isOver);
            now = List.copyOf(followers);
        }
        if (now.isEmpty()) {
            done(PAUSE_MILLIS);
            return;
        }
        Map<String, String> offsets = new HashMap<>(); // of two followers of one stream, the one that is behind
        for (StreamFollower follower : now) {
            offsets.merge(follower.key(), follower.lastEntry(), StreamFollower::earlier);
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        XReadArgs.StreamOffset<String>[] streams = offsets.entrySet().stream()
                .map(entry -> XReadArgs.StreamOffset.from(entry.getKey(), entry.getValue()))
                .toArray(XReadArgs.StreamOffset[]::new);
        connection(now.get(0).key())
                .thenCompose(redis -> redis.async().xread(ARGS, streams))
                .whenComplete((entries, error) -> tell(now, entries, error));
    }

    /** Returns the connection on which reads wait. It is made when it is needed first, and with the one for commands. */
    private synchronized CompletionStage<StatefulRedisConnection<String, byte[]>> connection(String key) {
        if (number != connections.number()) {
            disconnect();
        }
        CompletableFuture<StatefulRedisConnection<String, byte[]>> known = waiting;
        if (known == null) {
            number = connections.number();
            known = connections.connectForWaiting(key);
            waiting = known;
        }
        return known;
    }

    private synchronized void disconnect() {
        if (waiting != null && !closed) { // with the log its connections are closed anyway
            var unused = waiting.thenCompose(StatefulRedisConnection::closeAsync);
            waiting = null;
        }
    }

    private void tell(
            List<StreamFollower> asked,
            @Nullable List<StreamMessage<String, byte[]>> entries,
            @Nullable Throwable error) {
        if (entries == null) {
            connections.lookAgainAfter(error);
            disconnect();
            asked.forEach(StreamFollower::unreachable);
            done(RETRY_MILLIS);
            return;
        }
        Map<String, List<StreamMessage<String, byte[]>>> byStream = new HashMap<>();
        for (StreamMessage<String, byte[]> entry : entries) {
            byStream.computeIfAbsent(entry.getStream(), key -> new ArrayList<>())
                    .add(entry);
        }
        for (StreamFollower follower : asked) {
            List<StreamMessage<String, byte[]>> found = byStream.get(follower.key());
            if (found != null) {
                follower.take(found);
            } else if (follower.isToBeLookedFor()) {
                connections.commands().exists(follower.key()).whenComplete((count, failure) -> {
                    if (failure == null && count == 0) {
                        follower.gone();
                    }
                });
            } else {
                follower.quiet();
            }
        }
        done(PAUSE_MILLIS);
    }

    private void done(long pauseMillis) {
        synchronized (this) {
            reading = false;
        }
        readSoon(pauseMillis);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            followers.clear();
        }
    }
}
