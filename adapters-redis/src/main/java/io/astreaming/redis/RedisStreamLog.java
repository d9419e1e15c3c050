package io.astreaming.redis;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.relay.log.TailListener;
import io.astreaming.relay.log.WriteResult;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log on Redis 7 or newer: one server, one with replicas, or a cluster. Each stream is one key, a Redis stream, whose entries are
 * the head, batches of events under the number of their last event, signs of life, and at last the seal under the greatest
 * possible id, after which Redis itself refuses every further entry. Every key has a time to live from its first command on.
 *
 * <p>Recommended are a Redis of its own, and {@code maxmemory-policy noeviction}. Thread-safe.
 */
public final class RedisStreamLog implements StreamLog {
    private static final String MAX_ID = "18446744073709551615-18446744073709551615";
    private static final String ID_OF_HEAD = "0-1";

    /** How many entries a read takes at most; an entry has at most a batch of events. */
    private static final int ENTRIES_A_READ = 16;

    private static final String CONTROL = ":control:";

    /** A stream's bucket is fixed for a deployment; in a cluster all streams of a bucket are on the same server. */
    private static final int BUCKETS = 128;

    private final String prefix;
    private final String node;
    private final Entries format;
    private final RedisConnections connections;
    private final CommandQueue writes;
    private final StreamFollowers[] followers;

    private RedisStreamLog(RedisConnections connections, String prefix, Entries format) {
        this.prefix = prefix;
        this.format = format;
        this.connections = connections;
        node = StreamId.random().value();
        writes = new CommandQueue(connections);
        followers = new StreamFollowers[connections.isCluster() ? BUCKETS : 1];
        Arrays.setAll(followers, group -> new StreamFollowers(connections));
    }

    /**
     * Connects to Redis, and checks on a key of its own that the server does what the log needs.
     *
     * @param uri where Redis is, such as {@code redis://localhost:6379}; of a cluster one server, or several with commas
     *     between, such as {@code redis://one:6379,two:6379}. May contain a password, which no message shows
     * @param prefix the beginning of all keys, such as {@code as}
     * @return the log
     * @throws IllegalStateException if Redis can't be reached, or lacks what the log needs
     */
    public static RedisStreamLog connect(String uri, String prefix) {
        return connect(uri, prefix, new Entries(null));
    }

    /**
     * Connects to Redis and encrypts what the log keeps of a stream's content.
     *
     * @param uri where Redis is, as for {@link #connect(String, String)}
     * @param prefix the beginning of all keys, such as {@code as}
     * @param cipher encrypts and decrypts; all nodes need the same
     * @return the log
     * @throws IllegalStateException if Redis can't be reached, or lacks what the log needs
     */
    public static RedisStreamLog connect(String uri, String prefix, EntryCipher cipher) {
        return connect(uri, prefix, new Entries(Objects.requireNonNull(cipher, "cipher")));
    }

    private static RedisStreamLog connect(String uri, String prefix, Entries format) {
        RedisStreamLog log = new RedisStreamLog(RedisAddress.connect(uri), prefix, format);
        try {
            log.probe();
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        return log;
    }

    private void probe() {
        StreamId id = StreamId.random();
        StreamHead head = new StreamHead("", id.value(), node, "", "probe");
        try {
            open(id, head, Duration.ofMinutes(1)).toCompletableFuture().join();
            Seal seal = Seal.truncated("probe");
            seal(id, seal, null, Duration.ofSeconds(10)).toCompletableFuture().join();
            List<StoredEvent> late = List.of(new StoredEvent(1, "message", new byte[1]));
            WriteResult result =
                    append(id, connections.number(), late).toCompletableFuture().join();
            if (!result.equals(new WriteResult.AlreadySealed(seal))) {
                throw new IllegalStateException("this server accepts entries after the greatest id, so it can't keep a"
                        + " stream's end: use Redis 7 or newer, or Valkey");
            }
        } catch (CompletionException e) {
            throw RedisAddress.problem(e);
        }
    }

    String key(StreamId id) {
        return prefix + ":{" + bucket(id) + "}:" + id.value();
    }

    private static int bucket(StreamId id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return (digest.digest(id.value().getBytes(StandardCharsets.US_ASCII))[0] & 0xff) % BUCKETS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public CompletionStage<LogState> open(StreamId id, StreamHead head, Duration timeToLive) {
        String key = key(id);
        long connection = connections.number();
        CompletionStage<String> added = writes.send(
                connection,
                CommandQueue.command(
                        CommandType.XADD,
                        new StatusOutput<>(RedisConnections.CODEC),
                        CommandQueue.args(key)
                                .add(ID_OF_HEAD)
                                .add(EntryPage.HEAD)
                                .addValue(Entries.ofHead(head))),
                CommandQueue.command( // a stream that exists keeps its time to live
                        CommandType.PEXPIRE,
                        new BooleanOutput<>(RedisConnections.CODEC),
                        CommandQueue.args(key).add(timeToLive.toMillis()).add("NX")));
        return added.handle((entry, error) -> {
                    if (error == null) {
                        return CompletableFuture.<@Nullable LogState>completedFuture(
                                new LogState(head, 0, null, connection));
                    }
                    // the stream exists, or the answer was lost
                    return isRefusal(error) ? state(id) : CompletableFuture.<@Nullable LogState>failedFuture(error);
                })
                .thenCompose(state -> state)
                .thenApply(state -> {
                    if (state == null) {
                        throw new IllegalStateException("the stream ended and was forgotten just now");
                    }
                    return state;
                });
    }

    @Override
    public CompletionStage<WriteResult> append(StreamId id, long connection, List<StoredEvent> events) {
        long last = events.get(events.size() - 1).number();
        String entry = last + "-0";
        return write(id, connection, entry, EntryPage.EVENTS, format.ofEvents(id, entry, events));
    }

    @Override
    public CompletionStage<WriteResult> appendAlive(StreamId id, long connection, long last) {
        return write(id, connection, last + "-*", EntryPage.ALIVE, new byte[0]);
    }

    @Override
    public CompletionStage<WriteResult> seal(StreamId id, Seal seal, @Nullable Long connection, Duration retention) {
        long on = connection == null ? connections.number() : connection;
        return write(id, on, MAX_ID, EntryPage.SEAL, format.ofSeal(id, MAX_ID, seal))
                .thenApply(result -> {
                    if (result instanceof WriteResult.Written) {
                        var unused = connections.commands().pexpire(key(id), retention);
                    }
                    return result;
                });
    }

    private CompletionStage<WriteResult> write(StreamId id, long connection, String entry, String field, byte[] value) {
        if (connection != connections.number()) {
            return CompletableFuture.failedFuture(CommandQueue.replaced());
        }
        AsyncCommand<String, byte[], String> command = CommandQueue.command( // null for a key that is gone
                CommandType.XADD,
                new StatusOutput<>(RedisConnections.CODEC),
                CommandQueue.args(key(id))
                        .add("NOMKSTREAM")
                        .add(entry)
                        .add(field)
                        .addValue(value));
        return writes.send(connection, command)
                .handle((added, error) -> {
                    if (error == null) {
                        WriteResult result = added == null ? new WriteResult.Gone() : new WriteResult.Written();
                        return CompletableFuture.completedFuture(result);
                    }
                    return isRefusal(error) ? refused(id) : CompletableFuture.<WriteResult>failedFuture(error);
                })
                .thenCompose(result -> result);
    }

    /** Redis says that the id isn't greater than the last one: the stream is sealed, or has the event already. */
    private static boolean isRefusal(Throwable thrown) {
        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        String message = error instanceof RedisCommandExecutionException ? error.getMessage() : null;
        return message != null && (message.contains("equal or smaller") || message.contains("exhausted"));
    }

    private CompletableFuture<WriteResult> refused(StreamId id) {
        return connections
                .commands()
                .xrevrange(key(id), Range.unbounded(), Limit.from(1))
                .toCompletableFuture()
                .thenApply(last -> {
                    Seal seal = last.isEmpty() ? null : seal(id, last.get(0));
                    return seal == null ? new WriteResult.OutOfOrder() : new WriteResult.AlreadySealed(seal);
                });
    }

    private @Nullable Seal seal(StreamId id, StreamMessage<String, byte[]> entry) {
        byte[] value = entry.getBody().get(EntryPage.SEAL);
        return value == null ? null : format.seal(id, entry.getId(), value);
    }

    @Override
    public CompletionStage<@Nullable LogState> state(StreamId id) {
        long connection = connections.number();
        String key = key(id);
        CompletionStage<List<StreamMessage<String, byte[]>>> first =
                connections.commands().xrange(key, Range.create(ID_OF_HEAD, ID_OF_HEAD));
        CompletionStage<List<StreamMessage<String, byte[]>>> latest =
                connections.commands().xrevrange(key, Range.unbounded(), Limit.from(2));
        return first.thenCombine(latest, (head, last) -> {
            if (head.isEmpty() || last.isEmpty()) {
                return null;
            }
            Seal seal = seal(id, last.get(0));
            StreamMessage<String, byte[]> lastEntry =
                    last.get(seal == null ? 0 : 1); // before a seal is at least the head
            byte[] value = head.get(0).getBody().get(EntryPage.HEAD);
            return value == null
                    ? null
                    : new LogState(Entries.head(value), EntryPage.number(lastEntry), seal, connection);
        });
    }

    @Override
    public CompletionStage<@Nullable Page> read(StreamId id, long connection, long after, int maxBytes) {
        if (connection != connections.number()) {
            return CompletableFuture.failedFuture(CommandQueue.replaced());
        }
        String key = key(id);
        Range<String> behind =
                Range.from(Range.Boundary.excluding(after + "-18446744073709551615"), Range.Boundary.unbounded());
        return connections
                .commands()
                .xrange(key, behind, Limit.from(ENTRIES_A_READ))
                .thenCompose(entries -> {
                    if (!entries.isEmpty()) {
                        return CompletableFuture.completedFuture(page(id, entries, after, maxBytes));
                    }
                    return connections
                            .commands()
                            .exists(key)
                            .thenApply(count -> count == 0 ? null : new Page(List.of(), null))
                            .toCompletableFuture();
                });
    }

    /** Returns null for what no relay has written: the stream is as good as lost. */
    private @Nullable Page page(StreamId id, List<StreamMessage<String, byte[]>> entries, long after, int maxBytes) {
        try {
            return limited(EntryPage.of(format, id, entries, after).page(), maxBytes);
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static Page limited(Page page, int maxBytes) {
        List<StoredEvent> events = new ArrayList<>();
        long size = 0;
        for (StoredEvent event : page.events()) {
            size += event.size();
            if (size > maxBytes && !events.isEmpty()) {
                return new Page(events, null);
            }
            events.add(event);
        }
        return page;
    }

    @Override
    public Runnable follow(StreamId id, long after, TailListener listener) {
        return followers[connections.isCluster() ? bucket(id) : 0].add(
                new StreamFollower(id, key(id), format, after, listener));
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void requestStop(String target, StreamId id) {
        var unused = connections
                .commands()
                .publish(prefix + CONTROL + target, id.value().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void onStopRequest(Consumer<StreamId> listener) {
        connections.messages().addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                StreamId id = StreamId.parse(message);
                if (id != null) {
                    listener.accept(id);
                }
            }
        });
        var unused = connections.messages().async().subscribe(prefix + CONTROL + node);
    }

    @Override
    public void onReconnect(Runnable listener) {
        connections.onReconnect(listener);
    }

    @Override
    public void close() {
        for (StreamFollowers group : followers) {
            group.close();
        }
        connections.close();
    }
}
