package io.astreaming.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Connections to one server, or to that one of several which is the master at the time. */
final class ServerConnections extends RedisConnections {
    private static final long SHORTEST_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final RedisURI uri;
    private final StatefulRedisConnection<String, byte[]> commands;
    private final AtomicLong lastLook = new AtomicLong(System.nanoTime() - SHORTEST_INTERVAL);

    private ServerConnections(
            RedisURI uri,
            ClientResources resources,
            RedisClient client,
            StatefulRedisConnection<String, byte[]> commands) {
        super(resources, client, commands, commands.async(), client.connectPubSub());
        this.uri = uri;
        this.commands = commands;
        commands.addListener(new ReconnectListener());
    }

    /** Connects; throws a {@link RuntimeException} if the server can't be reached. */
    static ServerConnections open(RedisURI uri) {
        ClientResources resources = newResources();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(safe(ClientOptions.builder()).build());
        return opened(client, resources, () -> new ServerConnections(uri, resources, client, client.connect(CODEC)));
    }

    /** Returns whether the server is a part of a cluster. */
    boolean isPartOfCluster() {
        try {
            return commands.sync().info("cluster").contains("cluster_enabled:1");
        } catch (RedisException e) { // this user may not ask: a server that is a part of one would refuse the probe
            return false;
        }
    }

    @Override
    boolean isCluster() {
        return false;
    }

    @Override
    RedisURI serverOf(String key) {
        return uri;
    }

    /** The server closes the connections, and the client makes them again: the address may lead to another server now. */
    @Override
    void lookForWritableServer() {
        long last = lastLook.get();
        long now = System.nanoTime();
        if (now - last >= SHORTEST_INTERVAL && lastLook.compareAndSet(last, now)) {
            var unused = commands.async().quit();
            var unusedToo = messages().async().quit();
        }
    }
}
