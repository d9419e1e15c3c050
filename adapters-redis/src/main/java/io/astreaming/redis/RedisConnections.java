package io.astreaming.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one node to Redis: one for commands, those for reads that wait, one for what other nodes say. A command
 * that was under way when its connection broke is never sent on the next one, since the server may be another by then.
 */
abstract class RedisConnections implements AutoCloseable {
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** Also how long a connection may take to be made. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    /** What a server answers that was made a replica, or whose slots another one has. */
    private static final List<String> SERVERS_THAT_ARE_WRONG = List.of("READONLY", "MOVED", "CLUSTERDOWN");

    /** Each connection allocates its queues for as many commands as may be under way. One for reads that wait has one or two. */
    private static final int MAX_WAITING_READS = 100;

    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofMillis(500);

    private final ClientResources resources;
    private final AbstractRedisClient client;
    private final RedisClient servers;
    private final StatefulConnection<String, byte[]> connection;
    private final RedisClusterAsyncCommands<String, byte[]> commands;
    private final StatefulRedisPubSubConnection<String, String> messages;
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicLong number = new AtomicLong(1);
    private volatile @Nullable Runnable reconnectListener;

    RedisConnections(
            ClientResources resources,
            AbstractRedisClient client,
            StatefulConnection<String, byte[]> connection,
            RedisClusterAsyncCommands<String, byte[]> commands,
            StatefulRedisPubSubConnection<String, String> messages) {
        this.resources = resources;
        this.client = client;
        this.connection = connection;
        this.commands = commands;
        this.messages = messages;
        servers = RedisClient.create(resources);
        servers.setOptions(safe(ClientOptions.builder())
                .autoReconnect(false)
                .requestQueueSize(MAX_WAITING_READS)
                .build());
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "astreaming-redis");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Opens connections of a client; what they began is closed if they can't be opened. */
    static <C extends RedisConnections> C opened(
            AbstractRedisClient client, ClientResources resources, Supplier<C> connections) {
        try {
            return connections.get();
        } catch (RuntimeException e) {
            var unused = shutDown(client).whenComplete((done, error) -> shutDownThreads(resources));
            throw e;
        }
    }

    static ClientResources newResources() {
        return ClientResources.builder()
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(20), LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
                .build();
    }

    /** Sets what keeps a command from being sent twice, and from waiting for a server that is away. */
    static <B extends ClientOptions.Builder> B safe(B options) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .requestQueueSize(100_000)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(COMMAND_TIMEOUT)
                        .keepAlive(true)
                        .build())
                .timeoutOptions(
                        TimeoutOptions.builder().fixedTimeout(COMMAND_TIMEOUT).build());
        return options;
    }

    final RedisClusterAsyncCommands<String, byte[]> commands() {
        return commands;
    }

    /** Returns the connection of {@link #commands()}. */
    final StatefulConnection<String, byte[]> connection() {
        return connection;
    }

    final StatefulRedisPubSubConnection<String, String> messages() {
        return messages;
    }

    /** Returns whether streams of different buckets can't be read with one command. */
    abstract boolean isCluster();

    /** Returns where the server is that has a key at the time; throws a {@link RuntimeException} if there is none. */
    abstract RedisURI serverOf(String key);

    /** Makes a connection to the server that has a key, on which reads may wait. It isn't made again if it breaks. */
    final CompletableFuture<StatefulRedisConnection<String, byte[]>> connectForWaiting(String key) {
        return CompletableFuture.completedFuture(key)
                .thenApply(this::serverOf)
                .thenCompose(uri -> servers.connectAsync(CODEC, uri));
    }

    /** This server isn't, or isn't any more, the one that accepts writes: looks for the one that does. */
    abstract void lookForWritableServer();

    /** Looks for another server if an error says that this one isn't the right one. */
    final void lookAgainAfter(@Nullable Throwable thrown) {
        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        String message = error instanceof RedisCommandExecutionException ? error.getMessage() : null;
        if (message != null && SERVERS_THAT_ARE_WRONG.stream().anyMatch(message::startsWith)) {
            lookForWritableServer();
        }
    }

    /** Returns the number of the connection for commands: a greater one each time that it is replaced. */
    final long number() {
        return number.get();
    }

    final ScheduledExecutorService timer() {
        return timer;
    }

    final void onReconnect(Runnable listener) {
        reconnectListener = listener;
    }

    final void replaced() {
        number.incrementAndGet();
        Runnable listener = reconnectListener;
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public final void close() {
        var unused = closeAsync();
    }

    /** Closes each connection before its client, which would close those to a cluster's servers twice. */
    final CompletableFuture<Void> closeAsync() {
        timer.shutdown();
        return CompletableFuture.allOf(connection.closeAsync(), messages.closeAsync())
                .exceptionally(error -> null)
                .thenCompose(done -> CompletableFuture.allOf(shutDown(client), shutDown(servers)))
                .whenComplete((done, error) -> shutDownThreads(resources));
    }

    private static CompletableFuture<Void> shutDown(AbstractRedisClient client) {
        return client.shutdownAsync(0, 2, TimeUnit.SECONDS);
    }

    private static void shutDownThreads(ClientResources resources) {
        var unused = resources.shutdown(0, 2, TimeUnit.SECONDS);
    }

    /** A lost connection counts at once, so that no command of the old one is taken for one of the next. */
    final class ReconnectListener implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            number.incrementAndGet();
        }

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            Runnable listener = reconnectListener;
            if (listener != null) {
                listener.run();
            }
        }
    }
}
