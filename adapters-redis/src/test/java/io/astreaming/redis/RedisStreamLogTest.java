package io.astreaming.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.WriteResult;
import io.astreaming.testing.Await;
import io.astreaming.testing.RedisServer;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real Redis. */
class RedisStreamLogTest extends RedisLogContract {
    @TempDir
    private static Path folder;

    private static RedisServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = RedisServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String uri() {
        return server.uri();
    }

    @Override
    RedisServer serverOf(StreamId id) {
        return server;
    }

    @Test
    void runsOnTheLettuceThatTheBuildSays() {
        // A module doesn't tell the version that its manifest has.
        String jar = RedisClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(jar).contains("lettuce-core-" + System.getProperty("astreaming.lettuce", ""));
    }

    @Test
    void keepsWhatItHasAcceptedWhenRedisIsKilled() throws Exception {
        StreamId id = StreamId.random();
        AtomicInteger reconnected = new AtomicInteger();
        log.onReconnect(reconnected::incrementAndGet);
        long connection = get(log.open(id, HEAD, HOUR)).connection();
        assertThat(get(log.append(id, connection, events(1, 1)))).isEqualTo(new WriteResult.Written());

        server.kill();
        assertThatThrownBy(() -> get(log.append(id, connection, events(2, 2)))).isInstanceOf(ExecutionException.class);
        server.start();
        Await.until(() -> reconnected.get() > 0);

        assertThatThrownBy(() -> get(log.append(id, connection, events(3, 3))))
                .as("a write on the connection's old number, which might leave a gap")
                .hasMessageContaining("replaced");
        LogState state = get(log.state(id));
        assertThat(state.last()).isEqualTo(1);
        assertThat(get(log.append(id, state.connection(), events(2, 2)))).isEqualTo(new WriteResult.Written());
        assertThat(get(read(log, id, 0, 1_000)).events()).hasSize(2);
    }

    @Test
    void tellsFollowersWhenRedisIsAwayAndGoesOn() throws Exception {
        StreamId id = StreamId.random();
        get(log.open(id, HEAD, HOUR));
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        log.follow(id, 0, new RecordingListener(told));
        server.kill();
        Await.until(() -> told.contains("unreachable"));
        server.start();
        Await.until(() -> {
            told.clear();
            return "quiet".equals(told.poll(1, TimeUnit.SECONDS));
        });
        get(log.append(id, get(log.state(id)).connection(), events(1, 1)));
        Await.until(() -> told.contains("1"));
    }

    @Test
    void takesAnEntryThatNoRelayHasWrittenForALostStream() throws Exception {
        StreamId id = StreamId.random();
        get(log.open(id, HEAD, HOUR));
        try (RedisConnections direct = RedisAddress.connect(server.uri())) {
            for (byte[] value :
                    new byte[][] {{}, {0}, {1}, {1, 2, 3}, {0, 1, 5}, {-128, 1}, {0, (byte) 0xff, (byte) 0xff}}) {
                get(direct.commands().xadd(log.key(id), java.util.Map.of("e", value)));
                assertThat(get(read(log, id, 0, 1_000))).isNull();
            }
        }
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        log.follow(id, 0, new RecordingListener(told));
        Await.until(() -> told.contains("gone"));
    }

    @Test
    void tellsTheNodeThatIsToStopAStream() throws Exception {
        List<StreamId> asked = new ArrayList<>();
        log.onStopRequest(id -> {
            synchronized (asked) {
                asked.add(id);
            }
        });
        StreamId id = StreamId.random();
        try (RedisStreamLog other = RedisStreamLog.connect(server.uri(), "test")) {
            Await.until(() -> {
                other.requestStop(log.node(), id);
                synchronized (asked) {
                    return asked.contains(id);
                }
            });
        }
    }

    @Test
    void saysThatRedisCantBeReachedWithoutItsPassword() {
        assertThatThrownBy(() -> RedisStreamLog.connect("redis://:planted@127.0.0.1:1", "test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can't be reached")
                .hasNoCause()
                .message()
                .doesNotContain("planted");
    }

    @Test
    void asksAServerForTheMasterThatWasMadeAReplica() throws Exception {
        StreamId id = StreamId.random();
        long connection = get(log.open(id, HEAD, HOUR)).connection();
        server.command("replicaof", "127.0.0.1", "1");
        server.command("config", "set", "replica-serve-stale-data", "yes");

        assertThatThrownBy(() -> get(log.append(id, connection, events(1, 1)))).hasMessageContaining("READONLY");
        assertThatThrownBy(() -> get(log.seal(id, Seal.PRODUCER_LOST, null, HOUR)))
                .isInstanceOf(ExecutionException.class);
        Await.until(() -> stateSoon(id).connection() > connection); // connected again, perhaps to another server
        server.command("config", "set", "replica-serve-stale-data", "no");
        assertThatThrownBy(() -> get(log.state(id))).hasMessageContaining("MASTERDOWN");
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        log.follow(id, 0, new RecordingListener(told));
        Await.until(() -> told.contains("unreachable"));
        assertThat(told).doesNotContain("quiet", "gone");

        server.command("replicaof", "no", "one");
        assertThat(get(log.append(id, stateSoon(id).connection(), events(1, 1))))
                .isEqualTo(new WriteResult.Written());
        Await.until(() -> told.contains("1"));
    }

    @Test
    void takesAServerThatStillLoadsForOneThatIsAway() throws Exception {
        server.command("flushall"); // each key of the other tests takes 0.3 s to load
        StreamId id = StreamId.random();
        StreamHead large = new StreamHead("ada".repeat(2_000), "nonce", "node", "digest", "chat");
        for (int i = 0; i < 30; i++) {
            get(log.open(StreamId.random(), large, HOUR));
        }
        get(log.open(id, HEAD, HOUR));
        server.command("bgrewriteaof");
        Await.until(() -> server.command("info", "persistence").contains("aof_rewrite_in_progress:0"));
        server.kill();
        server.startSlowly();

        assertThatThrownBy(() -> get(log.state(id))).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> RedisStreamLog.connect(server.uri(), "test")).hasMessageContaining("can't be reached");
        assertThat(server.command("ping")).as("the server in the meantime").startsWith("LOADING");

        assertThat(stateSoon(id).head()).isEqualTo(HEAD);
    }
}
