package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.client.ManualScheduler;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.port.Timeline;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How streams wait for each other at a limiter. */
@Timeout(60)
class ConcurrencyTest {
    private static final String HELLO = "t:Hello\nf:stop\nu\n[DONE]\n";
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final ManualScheduler scheduler = new ManualScheduler();
    private final ConcurrencyLimiter limiter = ConcurrencyLimiter.of(1, 2, MAX_WAIT);
    private final ScriptedExchange first = new ScriptedExchange();
    private final ScriptedExchange second = new ScriptedExchange();
    private final List<Diary> diaries = new ArrayList<>();
    private final Chat chat = Chat.over(ScriptedTransport.over(first, second), new ScriptedCodec())
            .withScheduler(scheduler)
            .withExecutor(Runnable::run)
            .withTimeouts(Scene.TIMEOUTS)
            .withConcurrencyLimiter(limiter)
            .withListener(request -> {
                diaries.add(new Diary());
                return diaries.get(diaries.size() - 1);
            });

    @Test
    void sendsAStreamWhenTheOneBeforeHasEnded() {
        CompletableFuture<Outcome> one = push();
        CompletableFuture<Outcome> two = push();
        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).as("waits").isFalse();
        scheduler.pass(Duration.ofSeconds(1));
        answer(first);
        assertThat(one.join()).isInstanceOf(Completed.class);
        assertThat(second.isOpen()).isTrue();
        answer(second);
        assertThat(two.join()).isInstanceOf(Completed.class);
        assertThat(diaries.get(0).told).containsExactly("sending 1", "answered 1", "ended");
        assertThat(diaries.get(1).told)
                .containsExactly("queued behind 0", "admitted after 1000 ms", "sending 1", "answered 1", "ended");
        assertAllFree();
    }

    @Test
    void pulledStreamsTakeTurnsToo() {
        try (ChatStream one = chat.stream(Scene.REQUEST);
                ChatStream two = chat.stream(Scene.REQUEST)) {
            answer(first);
            assertThat(one.outcome()).isInstanceOf(Completed.class);
            answer(second);
            assertThat(two.outcome()).isInstanceOf(Completed.class);
        }
        assertAllFree();
    }

    @Test
    void refusesAStreamThatFindsTheQueueFull() {
        push();
        push();
        push();
        Outcome refused = push().join();
        assertThat(refused).isInstanceOf(Failed.class);
        assertThat(refused.error())
                .isInstanceOfSatisfying(
                        ConcurrencyException.class,
                        error -> assertThat(error.reason()).isEqualTo(ConcurrencyException.Reason.QUEUE_FULL))
                .hasMessage("1 streams are open and 2 wait, which is the maximum; allow more in the"
                        + " ConcurrencyLimiter, or send fewer requests at a time");
        assertThat(refused.error().kind()).isEqualTo("concurrency");
        assertThat(refused.error().isRetryable()).isTrue();
        assertThat(diaries.get(3).told).containsExactly("ended");
    }

    @Test
    void refusesAStreamThatHasWaitedTooLong() {
        patient().outcome(Scene.REQUEST);
        CompletableFuture<Outcome> waiting = push();
        scheduler.pass(MAX_WAIT.minusMillis(1));
        assertThat(waiting).isNotDone();
        scheduler.pass(Duration.ofMillis(1));
        assertThat(waiting.join().error())
                .isInstanceOf(ConcurrencyException.class)
                .hasMessageStartingWith("waited 5000 ms for one of 1 open streams to end;");
        assertThat(limiter.queuedStreams()).isZero();
    }

    @Test
    void countsTheWaitInTheTimeOfTheWholeStream() {
        patient().outcome(Scene.REQUEST);
        CompletableFuture<Outcome> waiting = chat.withTimeouts(Scene.TIMEOUTS.withTotal(Duration.ofSeconds(3)))
                .outcome(Scene.REQUEST);
        scheduler.pass(Duration.ofSeconds(3));
        assertThat(waiting.join())
                .isInstanceOfSatisfying(
                        TimedOut.class,
                        late -> assertThat(late.error().phase()).isEqualTo(StreamTimeoutException.Phase.TOTAL));
        assertThat(limiter.queuedStreams()).isZero();
    }

    /** The first content may take 6 s, from when the provider has the request. */
    @Test
    void countsNoWaitAsTimeOfTheProvider() {
        push();
        CompletableFuture<Outcome> waiting = push();
        first.head(200);
        scheduler.pass(Duration.ofSeconds(3));
        first.bytes(HELLO);
        second.head(200);
        scheduler.pass(Duration.ofSeconds(3).plusMillis(500));
        assertThat(waiting).isNotDone();
        second.bytes(HELLO);
        assertThat(waiting.join()).isInstanceOf(Completed.class);
    }

    @Test
    void cancellingFreesThePlaceInTheQueueAtOnce() {
        push();
        CompletableFuture<Outcome> waiting = push();
        assertThat(limiter.queuedStreams()).isEqualTo(1);
        waiting.cancel(true);
        assertThat(limiter.queuedStreams()).isZero();
        assertThat(diaries.get(1).outcome).isInstanceOf(Cancelled.class);
        answer(first);
        assertThat(second.isOpen()).isFalse();
        assertAllFree();
    }

    @Test
    void closingAPulledStreamFreesThePlaceInTheQueueAtOnce() throws Exception {
        push();
        ChatStream waiting = chat.stream(Scene.REQUEST);
        CompletableFuture<Outcome> read = CompletableFuture.supplyAsync(waiting::outcome);
        waiting.close();
        assertThat(limiter.queuedStreams()).isZero();
        assertThat(read.get(10, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
        answer(first);
        assertAllFree();
    }

    @Test
    void timingOutFreesThePlaceEvenIfNobodyReads() {
        ChatStream forgotten = chat.withTimeouts(Scene.TIMEOUTS.withTotal(Duration.ofSeconds(3))).stream(Scene.REQUEST);
        CompletableFuture<Outcome> waiting = push();
        scheduler.pass(Duration.ofSeconds(3));
        answer(second);
        assertThat(waiting.join()).isInstanceOf(Completed.class);
        forgotten.close();
        assertAllFree();
    }

    @Test
    void aTraceThatThrowsFreesThePlace() {
        Chat traced = chat.withTrace(request -> (payload, nanos) -> {
            throw new IllegalStateException("the disk is full");
        });
        CompletableFuture<Outcome> broken = traced.outcome(Scene.REQUEST);
        CompletableFuture<Outcome> waiting = push();
        answer(first);
        assertThat(broken).isCompletedExceptionally();
        answer(second);
        assertThat(waiting.join()).isInstanceOf(Completed.class);
        assertAllFree();
    }

    @Test
    void aStreamKeepsItsTurnWhileItPausesBetweenAttempts() {
        CompletableFuture<Outcome> retried = push();
        CompletableFuture<Outcome> waiting = push();
        first.fail(Phase.CONNECT);
        assertThat(second.isOpen()).isFalse();
        assertThat(limiter.openStreams()).isEqualTo(1);
        scheduler.pass(Duration.ofSeconds(1));
        assertThat(diaries.get(0).told).endsWith("sending 2");
        answer(second);
        assertThat(retried.join()).isInstanceOf(Completed.class);
        waiting.cancel(true);
        assertAllFree();
    }

    /** Streams that complete, fail, are cancelled at any time, wait too long, or find the queue full, on several threads. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void losesNoTurnWhateverHappens(long seed) throws Exception {
        int streams = 2_000;
        ConcurrencyLimiter bounded = ConcurrencyLimiter.of(5, 200, Duration.ofMillis(50));
        CountedExchange.Count open = new CountedExchange.Count();
        Queue<Integer> kinds = new ConcurrentLinkedQueue<>(
                new Random(seed).ints(streams, 0, 4).boxed().toList());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService events = Executors.newFixedThreadPool(2);
        Chat busy = Chat.over(
                        new ScriptedTransport(arrived -> {
                            ScriptedExchange exchange = new ScriptedExchange().open(arrived);
                            int kind = Objects.requireNonNullElse(kinds.poll(), 0);
                            if (kind == 0) {
                                answer(exchange);
                            } else if (kind == 1) {
                                exchange.fail(Phase.BODY);
                            } else if (kind == 2) {
                                threads.execute(() -> answer(exchange));
                            }
                            return new CountedExchange(exchange, open); // the last kind is silent until it is cancelled
                        }),
                        new ScriptedCodec())
                .withConcurrencyLimiter(bounded)
                .withRetry(RetryPolicy.NONE)
                .withTimeouts(StreamTimeouts.DEFAULT.withHeaders(Duration.ofMillis(20)))
                .withExecutor(events);
        CountDownLatch ended = new CountDownLatch(streams);
        Chat observed = busy.withListener(request -> new Diary() {
            @Override
            public void ended(Outcome how, Timeline when) {
                ended.countDown();
            }
        });
        try {
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(seed * 31 + thread);
                threads.execute(() -> {
                    for (int i = 0; i < streams / 4; i++) {
                        CompletableFuture<Outcome> outcome = observed.outcome(Scene.REQUEST);
                        if (random.nextInt(3) == 0) {
                            outcome.cancel(true);
                        }
                    }
                });
            }
            assertThat(ended.await(40, TimeUnit.SECONDS)).isTrue();
            threads.shutdown();
            events.shutdown();
            assertThat(events.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(bounded.openStreams()).isZero();
            assertThat(bounded.queuedStreams()).isZero();
            assertThat(open.most()).isBetween(2, 5);
        } finally {
            threads.shutdownNow();
            events.shutdownNow();
        }
    }

    private Chat patient() {
        return chat.withTimeouts(StreamTimeouts.DEFAULT);
    }

    private CompletableFuture<Outcome> push() {
        return chat.outcome(Scene.REQUEST);
    }

    private static void answer(ScriptedExchange exchange) {
        exchange.head(200).bytes(HELLO).end();
    }

    private void assertAllFree() {
        assertThat(limiter.openStreams()).isZero();
        assertThat(limiter.queuedStreams()).isZero();
        assertThat(scheduler.pending()).as("timers left behind").isZero();
    }
}
