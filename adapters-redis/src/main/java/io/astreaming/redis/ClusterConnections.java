package io.astreaming.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions.RefreshTrigger;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connections to a cluster. A command is never redirected to another server without a word: that server may lack what the
 * first one had, so the producer has to ask first what the log has.
 */
final class ClusterConnections extends RedisConnections {
    private final RedisURI anyServer;
    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<String, byte[]> commands;
    private final AtomicBoolean looking = new AtomicBoolean();

    private ClusterConnections(
            RedisURI anyServer,
            ClientResources resources,
            RedisClusterClient client,
            StatefulRedisClusterConnection<String, byte[]> commands) {
        super(resources, client, commands, commands.async(), client.connectPubSub());
        this.anyServer = anyServer;
        this.client = client;
        this.commands = commands;
        client.addListener(new ReconnectListener());
        var unused = connectToAll().join();
    }

    /** Connects; throws a {@link RuntimeException} if no server can be reached. */
    @SuppressWarnings("deprecation") // lettuce 7 has the triggers on anyway, lettuce 6 hasn't
    static ClusterConnections open(List<RedisURI> uris) {
        ClientResources resources = newResources();
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        client.setOptions(safe(ClusterClientOptions.builder())
                .maxRedirects(0)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAdaptiveRefreshTrigger(
                                RefreshTrigger.PERSISTENT_RECONNECTS,
                                RefreshTrigger.UNCOVERED_SLOT,
                                RefreshTrigger.UNKNOWN_NODE)
                        .adaptiveRefreshTriggersTimeout(Duration.ofMillis(500))
                        .refreshTriggersReconnectAttempts(1)
                        .build())
                .build());
        return opened(
                client, resources, () -> new ClusterConnections(uris.get(0), resources, client, client.connect(CODEC)));
    }

    /** A server's connection is made when it is needed first, and until then commands are refused. */
    private CompletableFuture<?> connectToAll() {
        return CompletableFuture.allOf(client.getPartitions().stream()
                .filter(server -> !server.getSlots().isEmpty())
                .map(server -> commands.getConnectionAsync(
                        server.getUri().getHost(), server.getUri().getPort()))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    boolean isCluster() {
        return true;
    }

    @Override
    RedisURI serverOf(String key) {
        RedisClusterNode server = client.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        if (server == null) {
            throw new IllegalStateException("no server of the cluster has the slot of this key");
        }
        return RedisURI.builder(anyServer)
                .withHost(server.getUri().getHost())
                .withPort(server.getUri().getPort())
                .build();
    }

    /** Asks the cluster which server has which slots. */
    @Override
    void lookForWritableServer() {
        if (looking.compareAndSet(false, true)) {
            replaced();
            var unused = client.refreshPartitionsAsync()
                    .thenCompose(done -> connectToAll())
                    .whenComplete((done, error) -> {
                        looking.set(false);
                        replaced();
                    });
        }
    }
}
