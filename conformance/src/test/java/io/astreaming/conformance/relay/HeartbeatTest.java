package io.astreaming.conformance.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.Scheduler;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.log.InMemoryStreamLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a silent connection alive, in a time that the test makes. */
@Timeout(60)
class HeartbeatTest implements Scheduler, Flow.Subscriber<ByteBuffer> {
    private record Due(long at, Runnable action) {}

    private final PriorityQueue<Due> timers = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final List<String> received = new ArrayList<>();
    private long now;
    private Flow.Subscriber<? super ReceivedChunk> relay;
    private Flow.Subscription client;

    @BeforeEach
    void readAStream() throws Exception {
        RelayExchange exchange = RelayExchange.over(
                Relay.over(new InMemoryStreamLog(this, 1_000_000), this, Runnable::run, RelaySettings.DEFAULT),
                new byte[16],
                asked -> subscriber -> {
                    relay = subscriber;
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long n) {}

                        @Override
                        public void cancel() {}
                    });
                });
        byte[] body = "{\"stream\":true}".getBytes(StandardCharsets.UTF_8);
        RelayResponse response = exchange.handle(
                        new RelayRequest("POST", "/v1/chat/completions", null, null, null, "ada", body))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        response.stream().subscribe(this);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        Due due = new Due(now + delay.toNanos(), action);
        timers.add(due);
        return () -> timers.remove(due);
    }

    private void pass(int seconds) {
        long until = now + Duration.ofSeconds(seconds).toNanos();
        while (!timers.isEmpty() && timers.peek().at() <= until) {
            Due due = timers.remove();
            now = due.at();
            due.action().run();
        }
        now = until;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        client = subscription;
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        received.add(StandardCharsets.UTF_8.decode(buffer).toString());
    }

    @Override
    public void onError(Throwable error) {
        throw new AssertionError(error);
    }

    @Override
    public void onComplete() {}

    @Test
    void comesAfter15SecondsWithoutAByteAndHasNoBlankLine() {
        client.request(10);
        pass(14);
        assertThat(received).isEmpty();
        pass(1);
        assertThat(received).containsExactly(":\n");
        pass(10);
        relay.onNext(new ReceivedChunk(Payload.of("x"), null, 0, List.of()));
        pass(14);
        assertThat(received).hasSize(2);
        pass(16);
        assertThat(received).hasSize(4).endsWith(":\n", ":\n");
    }

    @Test
    void doesNotGatherForAClientThatTakesNothing() {
        pass(100);
        assertThat(received).isEmpty();
        client.request(1);
        pass(100);
        assertThat(received).containsExactly(":\n");
    }
}
