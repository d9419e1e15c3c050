package io.astreaming.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.relay.log.WriteResult;
import io.astreaming.testing.Await;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.StreamLogContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log on Redis has to do, whether on one server or on a cluster. */
abstract class RedisLogContract extends StreamLogContract {
    static final StreamHead HEAD = new StreamHead("ada", "nonce", "node", "digest", "chat");
    static final Duration HOUR = Duration.ofHours(1);

    RedisStreamLog log;

    abstract String uri();

    /** The server that has the stream. */
    abstract RedisServer serverOf(StreamId id) throws Exception;

    @BeforeEach
    void connect() {
        log = RedisStreamLog.connect(uri(), "test");
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Override
    protected StreamLog log() {
        return log;
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Reads on the connection that there is. */
    static CompletionStage<Page> read(RedisStreamLog from, StreamId id, long after, int maxBytes) throws Exception {
        long connection = get(from.open(StreamId.random(), HEAD, HOUR)).connection();
        return from.read(id, connection, after, maxBytes);
    }

    static List<StoredEvent> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(n -> new StoredEvent(n, "message", ("event " + n).getBytes()))
                .toList();
    }

    /** The state, once the log can be reached again. */
    LogState stateSoon(StreamId id) throws Exception {
        LogState[] state = new LogState[1];
        Await.until(() -> {
            try {
                state[0] = get(log.state(id));
                return true;
            } catch (ExecutionException e) {
                return false;
            }
        });
        return state[0];
    }

    @Test
    void closesEachConnectionOnce() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.lettuce.core.RedisChannelHandler");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                warnings.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            RedisConnections connections = RedisAddress.connect(uri());
            for (int i = 0; i < 5; i++) {
                get(connections.connectForWaiting(log.key(StreamId.random())));
            }
            get(connections.closeAsync());
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void sendsNothingAgainToAServerThatHasLessThanTheLastOne() throws Exception {
        StreamId id = StreamId.random();
        RedisServer server = serverOf(id);
        get(log.open(id, HEAD, HOUR));
        assertThat(get(log.append(id, get(log.state(id)).connection(), events(1, 3))))
                .isEqualTo(new WriteResult.Written());
        server.kill();
        server.saveLog();
        server.start();
        long connection = stateSoon(id).connection();
        assertThat(get(log.append(id, connection, events(4, 6)))).isEqualTo(new WriteResult.Written());

        server.pause();
        CompletionStage<WriteResult> underWay = log.append(id, connection, events(7, 7));
        server.kill();
        server.restoreLog();
        server.start();

        assertThatThrownBy(() -> get(underWay)).isInstanceOf(ExecutionException.class);
        LogState state = stateSoon(id);
        assertThat(state.last()).isEqualTo(3);
        assertThatThrownBy(() -> get(log.append(id, connection, events(8, 8))))
                .as("a write on the connection's old number, which would leave a gap")
                .hasMessageContaining("replaced");
        assertThat(get(log.append(id, state.connection(), events(4, 8)))).isEqualTo(new WriteResult.Written());
        assertThat(get(read(log, id, 0, 1_000)).events())
                .extracting(StoredEvent::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void writesNoKeyWithoutATimeToLive() throws Exception {
        StreamId open = StreamId.random();
        StreamId ended = StreamId.random();
        get(log.open(open, HEAD, HOUR));
        get(log.open(ended, HEAD, HOUR));
        get(log.seal(ended, Seal.PRODUCER_LOST, null, Duration.ofMinutes(1)));

        assertThat(timeToLive(open)).isBetween(1L, HOUR.toMillis());
        assertThat(timeToLive(ended)).isBetween(1L, 60_000L);
    }

    @Test
    void keepsAnEndedStreamNoLongerBecauseItIsJoined() throws Exception {
        StreamId id = StreamId.random();
        get(log.open(id, HEAD, HOUR));
        get(log.seal(id, Seal.PRODUCER_LOST, null, Duration.ofMinutes(1)));

        assertThat(get(log.open(id, HEAD, HOUR)).seal()).isEqualTo(Seal.PRODUCER_LOST);

        assertThat(timeToLive(id)).isBetween(1L, 60_000L);
    }

    private long timeToLive(StreamId id) throws Exception {
        return Long.parseLong(serverOf(id).command("pttl", log.key(id)));
    }

    @Test
    void givesItsKeysNamesThatEndInTheStreams() {
        StreamId id = StreamId.random();
        assertThat(log.key(id)).matches("test:\\{\\d{1,3}}:[A-Za-z0-9_-]{22}").endsWith(":" + id.value());
    }

    @Test
    void beginsNoStreamAnewInItsMiddle() throws Exception {
        StreamId id = StreamId.random();
        long connection = get(log.open(id, HEAD, HOUR)).connection();
        get(log.append(id, connection, events(1, 3)));
        serverOf(id).command("del", log.key(id));

        assertThat(get(log.append(id, connection, events(4, 4)))).isEqualTo(new WriteResult.Gone());
        assertThat(get(log.appendAlive(id, connection, 3))).isEqualTo(new WriteResult.Gone());
        assertThat(get(log.seal(id, Seal.PRODUCER_LOST, connection, HOUR))).isEqualTo(new WriteResult.Gone());
        assertThat(serverOf(id).command("exists", log.key(id))).isEqualTo("0");
    }

    @Test
    void readsNothingBehindTheSeal() throws Exception {
        StreamId id = StreamId.random();
        long connection = get(log.open(id, HEAD, HOUR)).connection();
        get(log.append(id, connection, events(1, 3)));
        get(log.seal(id, new Seal(Seal.COMPLETED, 3, null), connection, HOUR));
        for (long after : new long[] {3, 4, 1_000, 999_999_999_999_999_999L, Long.MAX_VALUE}) {
            assertThat(get(read(log, id, after, 1_000)).events()).isEmpty();
            assertThat(get(read(log, id, after, 1_000)).seal()).isEqualTo(new Seal(Seal.COMPLETED, 3, null));
        }
    }
}
