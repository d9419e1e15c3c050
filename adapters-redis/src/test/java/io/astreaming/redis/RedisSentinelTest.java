package io.astreaming.redis;

import static io.astreaming.redis.RedisLogContract.HEAD;
import static io.astreaming.redis.RedisLogContract.HOUR;
import static io.astreaming.redis.RedisLogContract.events;
import static io.astreaming.redis.RedisLogContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.WriteResult;
import io.astreaming.testing.Await;
import io.astreaming.testing.RedisServer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master, its replica, and a real Sentinel that promotes the replica when the master is killed. */
@Timeout(60)
class RedisSentinelTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnWithTheReplicaThatSentinelPromotes() throws Exception {
        try (RedisServer master = RedisServer.start(folder.resolve("master"));
                RedisServer replica = RedisServer.start(
                        folder.resolve("replica"), "--replicaof", "127.0.0.1", Integer.toString(master.port()));
                RedisServer sentinel = RedisServer.startSentinel(folder.resolve("sentinel"), master);
                RedisStreamLog log =
                        RedisStreamLog.connect("redis-sentinel://127.0.0.1:" + sentinel.port() + "#master", "test")) {
            Await.until(() -> replica.command("info", "replication").contains("master_link_status:up"));
            Await.until(() -> sentinel.command("sentinel", "replicas", "master").contains("ok"));
            StreamId id = StreamId.random();
            get(log.append(id, get(log.open(id, HEAD, HOUR)).connection(), events(1, 3)));
            LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
            log.follow(id, 2, new RecordingListener(told));
            assertThat(told.take()).isEqualTo("3");
            Await.until(() -> replica.command("exists", log.key(id)).equals("1"));

            master.kill();

            Await.until(() -> goesOn(log, id));
            assertThat(replica.command("info", "replication")).contains("role:master");
            Await.until(() -> told.contains("4"));
        }
    }

    /** As a producer does: asks what the log has, and appends what is missing. */
    private static boolean goesOn(RedisStreamLog log, StreamId id) throws Exception {
        try {
            LogState state = get(log.state(id));
            return get(log.append(id, state.connection(), events(4, 4))).equals(new WriteResult.Written());
        } catch (ExecutionException e) {
            return false;
        }
    }
}
