package io.astreaming.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.relay.LogUnreachableException;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.RelayedStream;
import io.astreaming.relay.StreamRequest;
import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import io.astreaming.testing.Await;
import io.astreaming.testing.RedisServer;
import io.astreaming.value.UsageNotReported;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a relay on a real Redis. */
@Timeout(60)
class RelayOverRedisTest {
    private static final StreamRequest REQUEST = new StreamRequest("ada", "digest", "chat");
    private static final RelaySettings SETTINGS =
            RelaySettings.DEFAULT.withSilence(Duration.ofMillis(300), Duration.ofMillis(1_500));

    @TempDir
    Path folder;

    private final SubmissionPublisher<ReceivedChunk> provider = new SubmissionPublisher<>();
    private final StreamId id = StreamId.random();
    private RedisServer redis;
    private RedisStreamLog producingLog;
    private Relay producing;
    private Relay reading;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.start(folder);
        producingLog = RedisStreamLog.connect(redis.uri(), "test");
        producing = Relay.over(producingLog, SETTINGS);
        reading = Relay.over(RedisStreamLog.connect(redis.uri(), "test"), SETTINGS);
        get(producing.start(id, REQUEST, () -> provider).toCompletableFuture());
        Await.until(provider::hasSubscribers);
    }

    @AfterEach
    void stop() throws Exception {
        for (Relay relay : new Relay[] {producing, reading}) {
            if (relay != null) {
                get(relay.close(Duration.ofMillis(1)).toCompletableFuture());
            }
        }
        if (redis != null) {
            redis.close();
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private void send(int from, int to) {
        for (int n = from; n <= to; n++) {
            provider.submit(new ReceivedChunk(Payload.of("text " + n), null, 0, List.of()));
        }
    }

    private void sendEnd() {
        ChatCompletion nothing =
                new ChatCompletion(null, null, null, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of());
        provider.submit(
                new ReceivedChunk(Payload.of("[DONE]"), null, 0, List.of(new StreamEnded(new Completed(nothing)))));
        provider.close();
    }

    private Collector read(Relay node, long after) throws Exception {
        RelayedStream stream = get(node.find(id).toCompletableFuture());
        Collector collector = new Collector();
        stream.events(after).subscribe(collector);
        return collector;
    }

    @Test
    void givesReadersOfAnyNodeTheSame() throws Exception {
        Collector there = read(reading, 0);
        Collector here = read(producing, 0);
        send(1, 50);
        Await.until(() -> there.last() == 50);
        Collector late = read(reading, 30);
        sendEnd();

        StreamSealed end = get(there.end);
        assertThat(end.seal().isCompleted()).isTrue();
        assertThat(end.last()).isEqualTo(51);
        assertThat(get(here.end)).isEqualTo(end);
        assertThat(get(late.end)).isEqualTo(end);
        assertThat(there.numbers()).hasSize(51).isEqualTo(here.numbers()).endsWith(51L);
        assertThat(late.numbers()).startsWith(31L).hasSize(21);
        assertThat(read(reading, 0).endOf()).isEqualTo(end);
    }

    @Test
    void stopsAStreamFromTheOtherNode() throws Exception {
        Collector here = read(producing, 0);
        send(1, 3);
        Await.until(() -> here.last() == 3);

        StreamSealed end =
                get(get(reading.find(id).toCompletableFuture()).stop().toCompletableFuture());

        assertThat(end.seal().outcome()).isEqualTo("cancelled");
        assertThat(end.last()).isEqualTo(3);
        assertThat(get(here.end)).isEqualTo(end);
        Await.until(() -> !provider.hasSubscribers());
    }

    @Test
    void endsAStreamWhoseProducerIsLost() throws Exception {
        send(1, 3);
        Collector there = read(reading, 0);
        Await.until(() -> there.last() == 3);

        producingLog.close(); // the node can't write any more, as if it were dead

        StreamSealed end = get(there.end);
        assertThat(end.seal().outcome()).isEqualTo("truncated");
        assertThat(end.seal().reason()).isEqualTo("producer_lost");
        assertThat(there.numbers()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void losesNothingWhenRedisIsKilledInTheMiddle() throws Exception {
        Collector there = read(reading, 0);
        send(1, 20);
        Await.until(() -> there.last() >= 1);
        redis.kill();
        send(21, 40);
        redis.start();
        send(41, 60);
        sendEnd();

        assertThat(get(there.end).seal().isCompleted()).isTrue();
        assertThat(there.numbers()).hasSize(61).startsWith(1L, 2L).endsWith(60L, 61L);
    }

    @Test
    void goesOnWithoutALossWhenAFullRedisHasRoomAgain() throws Exception {
        Collector there = read(reading, 0);
        Collector here = read(producing, 0);
        send(1, 20);
        Await.until(() -> there.last() == 20);
        redis.command("config", "set", "maxmemory", "1"); // refuses writes: Redis evicts nothing by default

        send(21, 40);
        Await.until(() -> here.last() == 40); // who reads here sees what comes, but no end
        sendEnd();
        assertThatThrownBy(() -> get(reading.start(StreamId.random(), REQUEST, () -> provider)
                        .toCompletableFuture()))
                .hasCauseInstanceOf(LogUnreachableException.class);
        assertThat(there.last()).isEqualTo(20);
        redis.command("config", "set", "maxmemory", "0");

        assertThat(get(there.end).seal().isCompleted()).isTrue();
        assertThat(get(here.end)).isEqualTo(get(there.end));
        assertThat(there.numbers()).hasSize(41).isEqualTo(here.numbers()).endsWith(41L);
    }

    @Test
    void tellsAllReadersWhenRedisComesBackEmpty() throws Exception {
        Collector there = read(reading, 0);
        Collector here = read(producing, 0);
        send(1, 20);
        Await.until(() -> there.last() == 20);
        redis.kill();
        redis.forgetLog();
        redis.start();

        StreamSealed end = get(there.end);
        assertThat(end.seal().outcome()).isEqualTo("truncated");
        assertThat(end.seal().reason()).isEqualTo("log_gone");
        send(21, 30);
        sendEnd();
        assertThat(get(here.end).seal().isCompleted()).as("who reads here").isTrue();
        assertThat(here.numbers()).hasSize(31);
        assertThat(get(reading.find(id).toCompletableFuture()))
                .as("never begun again")
                .isNull();
        assertThat(redis.command("dbsize")).isEqualTo("0");

        StreamId next = StreamId.random();
        RelayedStream begun = get(reading.start(next, REQUEST, SubmissionPublisher<ReceivedChunk>::new)
                .toCompletableFuture());
        assertThat(begun.id()).isEqualTo(next);
    }

    private static final class Collector implements Flow.Subscriber<RelayEvent> {
        private final List<Long> numbers = new ArrayList<>();
        private final CompletableFuture<StreamSealed> end = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription = to;
            to.request(1);
        }

        @Override
        public synchronized void onNext(RelayEvent event) {
            if (event instanceof StoredEvent stored) {
                numbers.add(stored.number());
                subscription.request(1);
            } else if (event instanceof StreamSealed sealed) {
                end.complete(sealed);
            }
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        @Override
        public void onComplete() {}

        synchronized long last() {
            return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
        }

        synchronized List<Long> numbers() {
            return List.copyOf(numbers);
        }

        StreamSealed endOf() throws Exception {
            return get(end);
        }
    }
}
