package io.astreaming.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.WriteResult;
import io.astreaming.testing.Await;
import io.astreaming.testing.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real cluster of three masters. */
@Timeout(120)
class RedisClusterLogTest extends RedisLogContract {
    @TempDir
    private static Path folder;

    private static List<RedisServer> servers = List.of();

    @BeforeAll
    static void startServers() throws Exception {
        servers = RedisServer.startCluster(folder);
    }

    @AfterAll
    static void stopServers() throws Exception {
        for (RedisServer server : servers) {
            server.close();
        }
    }

    @Override
    String uri() {
        return servers.get(0).uri();
    }

    /** Asked from any server, a cluster answers where a key's slot is. */
    @Override
    RedisServer serverOf(StreamId id) throws Exception {
        for (RedisServer server : servers) {
            if (!server.command("exists", log.key(id)).startsWith("MOVED")) {
                return server;
            }
        }
        throw new AssertionError("no server has the slot");
    }

    @Test
    void isReachedThroughSeveralAddresses() throws Exception {
        String uris = "redis://127.0.0.1:1," + "127.0.0.1:" + servers.get(1).port();
        try (RedisStreamLog other = RedisStreamLog.connect(uris, "test")) {
            StreamId id = StreamId.random();
            get(other.open(id, HEAD, HOUR));
            assertThat(get(log.state(id)).head()).isEqualTo(HEAD);
        }
    }

    @Test
    void makesOneConnectionForEachBucketThatIsFollowed() throws Exception {
        try (RedisStreamLog other = RedisStreamLog.connect(uri(), "test")) {
            long before = connected();
            Map<String, StreamId> byBucket = new HashMap<>();
            while (byBucket.size() < 10) {
                StreamId id = StreamId.random();
                byBucket.put(log.key(id).split("[{}]")[1], id);
            }
            for (StreamId id : byBucket.values()) {
                get(log.open(id, HEAD, HOUR));
                other.follow(id, 0, new RecordingListener(new LinkedBlockingQueue<>()));
            }
            Await.until(() -> reading() == 10);
            assertThat(connected()).isEqualTo(before + 10);
        }
    }

    private static long connected() throws Exception {
        return clients("");
    }

    private static long reading() throws Exception {
        return clients("cmd=xread ");
    }

    private static long clients(String which) throws Exception {
        long count = 0;
        for (RedisServer server : servers) {
            count += server.command("client", "list", "type", "normal")
                    .lines()
                    .filter(client -> client.contains(which) && !client.contains("cmd=client"))
                    .count();
        }
        return count;
    }

    @Test
    void asksFirstWhenAStreamHasMovedToAnotherServer() throws Exception {
        StreamId id = StreamId.random();
        long connection = get(log.open(id, HEAD, HOUR)).connection();
        get(log.append(id, connection, events(1, 3)));
        move(id);

        assertThatThrownBy(() -> get(log.append(id, connection, events(4, 4)))).hasMessageContaining("MOVED");

        // It takes the client a moment to learn where the stream is now.
        Await.until(() -> String.valueOf(catchThrowable(() -> get(log.append(id, connection, events(4, 4)))))
                .contains("replaced"));
        LogState state = stateSoon(id);
        assertThat(state.last()).isEqualTo(3);
        // As a producer does: while the client learns where the stream is now, each refusal makes it ask again.
        Await.until(() -> {
            try {
                return get(log.append(id, stateSoon(id).connection(), events(4, 4)))
                        .equals(new WriteResult.Written());
            } catch (ExecutionException e) {
                return false;
            }
        });
        Await.until(() -> catchThrowable(() -> get(read(log, id, 0, 1_000))) == null);
        assertThat(get(read(log, id, 0, 1_000)).events())
                .extracting(StoredEvent::number)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    /** Moves the slot of a stream with its keys, as an operator does. */
    private void move(StreamId id) throws Exception {
        RedisServer from = serverOf(id);
        RedisServer to = servers.get((servers.indexOf(from) + 1) % servers.size());
        String slot = from.command("cluster", "keyslot", log.key(id));
        String fromId = from.command("cluster", "myid");
        String toId = to.command("cluster", "myid");
        to.command("cluster", "setslot", slot, "importing", fromId);
        from.command("cluster", "setslot", slot, "migrating", toId);
        List<String> migrate =
                new ArrayList<>(List.of("migrate", "127.0.0.1", Integer.toString(to.port()), "", "0", "5000", "keys"));
        migrate.addAll(
                from.command("cluster", "getkeysinslot", slot, "1000").lines().toList());
        assertThat(from.command(migrate.toArray(String[]::new))).isEqualTo("OK");
        for (RedisServer server : List.of(to, from, servers.get(0), servers.get(1), servers.get(2))) {
            server.command("cluster", "setslot", slot, "node", toId);
        }
    }
}
