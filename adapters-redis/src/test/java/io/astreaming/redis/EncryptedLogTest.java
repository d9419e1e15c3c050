package io.astreaming.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.relay.log.WriteResult;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.StreamLogContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on Redis that encrypts what it keeps. */
class EncryptedLogTest extends StreamLogContract {
    private static final StreamHead HEAD = new StreamHead("ada", "nonce", "node", "digest", "chat");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String PLANTED = "planted ".repeat(20);

    @TempDir
    private static Path folder;

    private static RedisServer server;

    private final StreamId id = StreamId.random();
    private RedisStreamLog log;

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

    @BeforeEach
    void connect() {
        log = RedisStreamLog.connect(server.uri(), "test", EntryCipher.aesGcm(new byte[32]));
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Override
    protected StreamLog log() {
        return log;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Reads on the connection that there is. */
    private static CompletionStage<Page> read(RedisStreamLog from, StreamId id, long after, int maxBytes)
            throws Exception {
        long connection = get(from.open(StreamId.random(), HEAD, HOUR)).connection();
        return from.read(id, connection, after, maxBytes);
    }

    private void write(RedisStreamLog to) throws Exception {
        long connection = get(to.open(id, HEAD, HOUR)).connection();
        StoredEvent event = new StoredEvent(1, "message", PLANTED.getBytes(StandardCharsets.UTF_8));
        assertThat(get(to.append(id, connection, List.of(event)))).isEqualTo(new WriteResult.Written());
        get(to.seal(id, Seal.truncated("planted_reason"), connection, HOUR));
    }

    private boolean isOnDisk(String text) throws Exception {
        server.command("save");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void writesNoContentToTheDisk() throws Exception {
        write(log);

        assertThat(isOnDisk("planted")).isFalse();
        assertThat(isOnDisk(id.value())).as("the stream itself").isTrue();
        assertThat(get(read(log, id, 0, 1_000)).events().get(0).data()).isEqualTo(PLANTED.getBytes());
        assertThat(get(log.state(id)).seal()).isEqualTo(Seal.truncated("planted_reason"));
    }

    @Test
    void showsNothingToAnotherKeyOrWithoutOne() throws Exception {
        write(log);
        try (RedisStreamLog other = RedisStreamLog.connect(server.uri(), "test", EntryCipher.aesGcm(new byte[16]));
                RedisStreamLog none = RedisStreamLog.connect(server.uri(), "test")) {
            for (RedisStreamLog wrong : List.of(other, none)) {
                assertThat(get(read(wrong, id, 0, 1_000))).isNull();
                assertThatThrownBy(() -> get(wrong.state(id)))
                        .hasMessageContaining("isn't one that a relay has written");
            }
        }
    }

    @Test
    void noticesAnEntryThatWasMoved() throws Exception {
        write(log);
        StreamId other = StreamId.random();
        get(log.open(other, HEAD, HOUR));
        server.command(
                "eval",
                "local e = redis.call('XRANGE', KEYS[1], '1-0', '1-0')[1][2]"
                        + " return redis.call('XADD', KEYS[2], '1-0', e[1], e[2])",
                "2",
                log.key(id),
                log.key(other));

        assertThat(get(read(log, other, 0, 1_000))).isNull();
    }

    @Test
    void compressesOnlyIfItIsAskedTo() {
        EntryCipher aes = EntryCipher.aesGcm(new byte[32]);
        EntryCipher compressing = new EntryCipher() {
            @Override
            public byte[] encrypt(byte[] plain, byte[] context) throws java.security.GeneralSecurityException {
                return aes.encrypt(plain, context);
            }

            @Override
            public byte[] decrypt(byte[] encrypted, byte[] context) throws java.security.GeneralSecurityException {
                return aes.decrypt(encrypted, context);
            }

            @Override
            public boolean compressesFirst() {
                return true;
            }
        };
        List<StoredEvent> events = List.of(new StoredEvent(1, "message", PLANTED.getBytes()));

        int encrypted = new Entries(aes).ofEvents(id, "1-0", events).length;
        int compressed = new Entries(compressing).ofEvents(id, "1-0", events).length;

        assertThat(encrypted).isGreaterThan(PLANTED.length());
        assertThat(compressed).isLessThan(PLANTED.length());
        assertThat(new Entries(compressing).events(id, "1-0", new Entries(compressing).ofEvents(id, "1-0", events)))
                .hasSize(1);
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> EntryCipher.aesGcm(new byte[15])).hasMessageContaining("16, 24 or 32 bytes");
    }
}
