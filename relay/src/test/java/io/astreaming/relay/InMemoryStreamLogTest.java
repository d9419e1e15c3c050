package io.astreaming.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.relay.log.InMemoryStreamLog;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.testing.StreamLogContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryStreamLogTest extends StreamLogContract {
    private static final StreamHead HEAD = new StreamHead("ada", "nonce", "node", "digest", "chat");
    private static final Duration HOUR = Duration.ofHours(1);

    private final StreamLog log = new InMemoryStreamLog(new RelayThreads(), 1_000_000);

    @Override
    protected StreamLog log() {
        return log;
    }

    @Test
    void dropsTheOldestEndedStreamWhenItIsFull() throws Exception {
        SimulatedTime time = new SimulatedTime();
        InMemoryStreamLog small = new InMemoryStreamLog(time, 10_000);
        StreamId open = StreamId.random();
        StreamId ended = StreamId.random();
        small.open(open, HEAD, HOUR);
        small.open(ended, HEAD, HOUR);
        small.append(ended, 1, List.of(new StoredEvent(1, "message", new byte[6_000])));
        small.seal(ended, Seal.PRODUCER_LOST, null, HOUR);

        small.append(open, 1, List.of(new StoredEvent(1, "message", new byte[6_000])));

        assertThat(small.state(ended).toCompletableFuture().get()).isNull();
        assertThat(small.state(open).toCompletableFuture().get().last()).isEqualTo(1);
        assertThatThrownBy(() -> small.append(open, 1, List.of(new StoredEvent(2, "message", new byte[6_000])))
                        .toCompletableFuture()
                        .get(1, TimeUnit.SECONDS))
                .hasMessageContaining("full");
    }

    @Test
    void keepsAnEndedStreamForItsRetention() throws Exception {
        SimulatedTime time = new SimulatedTime();
        InMemoryStreamLog timed = new InMemoryStreamLog(time, 1_000_000);
        StreamId id = StreamId.random();
        timed.open(id, HEAD, HOUR);
        timed.seal(id, Seal.PRODUCER_LOST, null, Duration.ofMinutes(1));
        time.runUntil(time.millis() + 59_000);
        assertThat(timed.state(id).toCompletableFuture().get()).isNotNull();

        time.runUntil(time.millis() + 2_000);

        assertThat(timed.state(id).toCompletableFuture().get()).isNull();
    }
}
