package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.client.ManualScheduler;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.Scheduler;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The push face over an exchange that the test feeds; subscribers are called in place, so nothing here waits. */
@Timeout(20)
class StreamPublisherTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    private final ScriptedExchange exchange = new ScriptedExchange();
    private final ManualScheduler scheduler = new ManualScheduler();
    private final Recorder<ChatEvent> subscriber = new Recorder<>();
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

    @AfterEach
    void leavesNoTimerBehind() {
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void sendsNothingBeforeSomebodyAsks() {
        chat().publisher(REQUEST).subscribe(subscriber);
        assertThat(exchange.isOpen()).isFalse();
        subscriber.request(1);
        assertThat(exchange.isOpen()).isTrue();
        subscriber.cancel();
    }

    @Test
    void pushesWhatArrivesAndCompletesAfterTheLastEvent() {
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(Long.MAX_VALUE);
        exchange.head(200).bytes("t:Hel\n");
        assertThat(subscriber.items).last().isEqualTo(new TextReceived(0, "Hel"));
        exchange.bytes("t:lo\nf:stop\n").bytes("u\n[DONE]\n");
        assertThat(subscriber.outcome()).isInstanceOf(Completed.class);
        assertThat(subscriber.outcome().completion().text()).isEqualTo("Hello");
        assertThat(subscriber.completed).isTrue();
        assertThat(exchange.released).isEqualTo(1);
    }

    @Test
    void givesNoMoreThanIsAskedForAndReadsNoFurther() {
        exchange.head(200).bytes("t:a\n").bytes("t:b\n").bytes("t:c\nf:stop\n[DONE]\n");
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(1); // the start of the stream, which comes with the first text
        assertThat(subscriber.items).hasSize(1);
        assertThat(exchange.left()).isEqualTo(2);
        while (!subscriber.items.contains(new TextReceived(0, "a"))) {
            subscriber.request(1);
        }
        assertThat(exchange.left()).isEqualTo(2);
        subscriber.request(1);
        assertThat(exchange.left()).isEqualTo(1);
        for (int i = 0; i < 10 && !subscriber.completed; i++) {
            subscriber.request(1);
        }
        assertThat(subscriber.outcome().completion().text()).isEqualTo("abc");
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void completesWithTheLastEventAndNeedsNoFurtherDemand() {
        exchange.head(200).bytes("t:a\n").end();
        chat().publisher(REQUEST).subscribe(subscriber);
        while (!(subscriber.last() instanceof StreamEnded)) {
            assertThat(subscriber.completed).isFalse();
            subscriber.request(1);
        }
        assertThat(subscriber.completed).isTrue();
        assertThat(subscriber.outcome()).isInstanceOf(Truncated.class);
    }

    @Test
    void tellsEachSubscriberOfARequestOfItsOwn() {
        ScriptedExchange first = new ScriptedExchange().head(200).bytes("t:1\n").end();
        ScriptedExchange second =
                new ScriptedExchange().head(200).bytes("t:2\n").end();
        Flow.Publisher<ChatEvent> publisher =
                chat(ScriptedTransport.over(first, second)).publisher(REQUEST);
        publisher.subscribe(subscriber);
        subscriber.request(100);
        Recorder<ChatEvent> other = new Recorder<>();
        publisher.subscribe(other);
        other.request(100);
        assertThat(subscriber.outcome().completion().text()).isEqualTo("1");
        assertThat(other.outcome().completion().text()).isEqualTo("2");
    }

    @Test
    void endsTheConnectionWhenTheSubscriptionIsCancelledAndTellsTheListener() {
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(100);
        exchange.head(200).bytes("t:a\nu\n");
        int before = subscriber.items.size();
        subscriber.cancel();
        exchange.bytes("t:b\n");
        assertThat(exchange.cancelled).isPositive();
        assertThat(subscriber.items).hasSize(before);
        assertThat(subscriber.completed).isFalse();
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
        assertThat(ended.join().completion().text()).isEqualTo("a");
        assertThat(ended.join().completion().usage().toString()).contains("3");
    }

    @Test
    void canBeCancelledWithinAnEvent() {
        Recorder<ChatEvent> brief = new Recorder<>() {
            @Override
            public void onNext(ChatEvent event) {
                super.onNext(event);
                cancel();
            }
        };
        exchange.head(200).bytes("t:a\nt:b\n");
        chat().publisher(REQUEST).subscribe(brief);
        brief.request(100);
        assertThat(brief.items).hasSize(1);
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void timesOutWithoutAThreadThatWaits() {
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(100);
        exchange.head(200).bytes("t:a\n");
        scheduler.pass(StreamTimeouts.DEFAULT.idle());
        assertThat(subscriber.outcome()).isInstanceOf(TimedOut.class);
        assertThat(subscriber.outcome().completion().text()).isEqualTo("a");
        assertThat(exchange.cancelled).isPositive();
    }

    @Test
    void doesNotTakeASubscriberThatHasNoTimeForASilentProvider() {
        exchange.head(200).bytes("t:a\n").bytes("t:b\nf:stop\n[DONE]\n");
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(2);
        scheduler.pass(StreamTimeouts.DEFAULT.idle().multipliedBy(3));
        subscriber.request(100);
        assertThat(subscriber.outcome()).isInstanceOf(Completed.class);
    }

    @Test
    void sendsAgainAfterAPauseWithoutAThreadThatWaits() {
        ScriptedExchange refused = new ScriptedExchange().head(503).end();
        chat(ScriptedTransport.over(refused, exchange))
                .withRetry(RetryPolicy.DEFAULT)
                .publisher(REQUEST)
                .subscribe(subscriber);
        subscriber.request(100);
        assertThat(subscriber.items).isEmpty();
        scheduler.pass(RetryPolicy.DEFAULT.maxBackoff());
        exchange.head(200).bytes("t:a\nf:stop\n[DONE]\n");
        assertThat(subscriber.outcome()).isInstanceOf(Completed.class);
    }

    @Test
    void takesARefusalForAnOutcomeAndNotForAnError() {
        exchange.head(401).end();
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(1);
        assertThat(subscriber.outcome()).isInstanceOf(Failed.class);
        assertThat(subscriber.error).isNull();
    }

    @Test
    void refusesARequestForNothing() {
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(1);
        subscriber.request(0);
        assertThat(subscriber.error)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.9");
        assertThat(exchange.cancelled).isPositive();
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void passesOnWhatATraceThrows() {
        IllegalStateException thrown = new IllegalStateException("the disk is full");
        chat().withTrace(request -> (payload, nanos) -> {
                    throw thrown;
                })
                .publisher(REQUEST)
                .subscribe(subscriber);
        subscriber.request(100);
        exchange.head(200).bytes("t:a\n");
        assertThat(subscriber.error).isSameAs(thrown);
        assertThat(exchange.cancelled).isPositive();
    }

    @Test
    void tellsASubscriberWhoseExecutorIsGone() {
        ExecutorService gone = Executors.newSingleThreadExecutor();
        gone.shutdownNow();
        chat().withExecutor(gone).publisher(REQUEST).subscribe(subscriber);
        assertThat(subscriber.error).isNotNull();
    }

    static Stream<Throwable> whatAnExecutorMayThrow() {
        return Stream.of(
                new IllegalStateException("a decorator failed"),
                new OutOfMemoryError("unable to create native thread"),
                new IOException("thrown without being declared"));
    }

    @ParameterizedTest
    @MethodSource("whatAnExecutorMayThrow")
    void tellsASubscriberWhoseExecutorThrowsAnything(Throwable thrown) {
        chat().withExecutor(task -> sneak(thrown)).publisher(REQUEST).subscribe(subscriber);
        assertThat(subscriber.error).isSameAs(thrown);
        assertThat(chat().withExecutor(task -> sneak(thrown)).outcome(REQUEST)).isCompletedExceptionally();
    }

    @ParameterizedTest
    @MethodSource("whatAnExecutorMayThrow")
    void tellsASubscriberWhoseExecutorThrowsInTheMiddleOfAStream(Throwable thrown) {
        AtomicBoolean broken = new AtomicBoolean();
        Executor executor = task -> {
            if (broken.get()) {
                sneak(thrown);
            }
            task.run();
        };
        chat().withExecutor(executor).publisher(REQUEST).subscribe(subscriber);
        subscriber.request(100);
        exchange.head(200).bytes("t:a\n");
        broken.set(true);
        exchange.bytes("t:b\n");
        assertThat(subscriber.error).isSameAs(thrown);
        assertThat(exchange.cancelled).isPositive();
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void waitsForTheLongestTimesThatCanBeSaid() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        chat().withTimeouts(StreamTimeouts.DEFAULT
                        .withHeaders(forEver)
                        .withFirstContent(forEver)
                        .withIdle(forEver)
                        .withTotal(forEver)
                        .withAfterFinish(forEver))
                .publisher(REQUEST)
                .subscribe(subscriber);
        subscriber.request(100);
        exchange.head(200).bytes("t:a\n");
        scheduler.pass(Duration.ofDays(365));
        exchange.bytes("f:stop\n[DONE]\n");
        assertThat(subscriber.outcome()).isInstanceOf(Completed.class);
    }

    @Test
    void callsSubscribersOnTheirExecutorAlone() throws Exception {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
        List<String> threads = new ArrayList<>();
        CompletableFuture<Outcome> outcome = chat().withExecutor(own)
                .listen(REQUEST, event -> threads.add(Thread.currentThread().getName()));
        exchange.head(200).bytes("t:a\n").end();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Truncated.class);
        own.shutdown();
        assertThat(own.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).isNotEmpty().containsOnly("own");
    }

    @Test
    void letsAFutureHaveTheOutcome() {
        CompletableFuture<Outcome> outcome = chat().outcome(REQUEST);
        exchange.head(200).bytes("t:a\nf:stop\n");
        assertThat(outcome).isNotDone();
        exchange.bytes("[DONE]\n");
        assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Completed.class);
    }

    @Test
    void endsTheStreamWhenTheFutureIsCancelledAndTellsTheListenerSo() {
        List<ChatEvent> events = new ArrayList<>();
        CompletableFuture<Outcome> outcome = chat().listen(REQUEST, events::add);
        exchange.head(200).bytes("t:a\n");
        assertThat(outcome.cancel(true)).isTrue();
        Assertions.assertThatThrownBy(outcome::join).isInstanceOf(CancellationException.class);
        assertThat(exchange.cancelled).isPositive();
        assertThat(events).last().isInstanceOfSatisfying(StreamEnded.class, last -> {
            assertThat(last.outcome()).isInstanceOf(Cancelled.class);
            assertThat(last.outcome().completion().text()).isEqualTo("a");
        });
    }

    @Test
    void endsAStreamWhoseFutureIsCancelledWhileItIsOpened() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<CompletableFuture<Outcome>> future = new CompletableFuture<>();
        Scheduler cancelling = new Scheduler() {
            @Override
            public long nanoTime() {
                future.join().cancel(true);
                return scheduler.nanoTime();
            }

            @Override
            public Timer schedule(Duration delay, Runnable action) {
                return scheduler.schedule(delay, action);
            }
        };
        CompletableFuture<Outcome> outcome =
                chat().withExecutor(tasks::add).withScheduler(cancelling).outcome(REQUEST);
        future.complete(outcome);
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
        assertThat(ended).isDone();
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
    }

    /** Each piece arrives just when the task that pushed the one before is about to end. */
    @Test
    void losesNoArrivalAndNoDemandWhenTheyMeet() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        Semaphore pushed = new Semaphore(0);
        chat().withExecutor(two).publisher(REQUEST).subscribe(new Recorder<>() {
            @Override
            public void onSubscribe(Flow.Subscription ours) {
                super.onSubscribe(ours);
                request(1);
            }

            @Override
            public void onNext(ChatEvent event) {
                if (event instanceof TextReceived) {
                    pushed.release();
                }
                request(1);
            }
        });
        exchange.head(200);
        for (int i = 0; i < 20_000; i++) {
            exchange.bytes("t:a\n");
            assertThat(pushed.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        }
        exchange.end();
        assertThat(ended.get(10, TimeUnit.SECONDS).completion().text()).hasSize(20_000);
        two.shutdownNow();
    }

    @Test
    void endsTheStreamWhenTheFutureWasWaitedForLongEnough() {
        CompletableFuture<Outcome> outcome = chat().outcome(REQUEST);
        exchange.head(200).bytes("t:a\n");
        Assertions.assertThatThrownBy(
                        () -> outcome.orTimeout(1, TimeUnit.MILLISECONDS).join())
                .isInstanceOf(CompletionException.class);
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void cancelsTheStreamOfAListenerThatThrows() {
        IllegalStateException thrown = new IllegalStateException("no");
        CompletableFuture<Outcome> outcome = chat().listen(REQUEST, event -> {
            throw thrown;
        });
        exchange.head(200).bytes("t:a\n");
        Assertions.assertThatThrownBy(outcome::join).hasCause(thrown);
        assertThat(exchange.cancelled).isPositive();
        assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void pushesWhatIsReceivedWithItsBytesAndItsEvents() {
        Recorder<ReceivedChunk> relay = new Recorder<>();
        chat().receivedPublisher(REQUEST).subscribe(relay);
        relay.request(100);
        exchange.head(200).bytes("t:a\nf:stop\n").bytes("[DONE]\n");
        assertThat(relay.items)
                .extracting(received -> received.payload() == null
                        ? "the end"
                        : received.payload().text())
                .containsExactly("t:a", "f:stop", "[DONE]", "the end");
        assertThat(relay.items.get(0).chunk()).isNotNull();
        assertThat(relay.items.get(0).events()).contains(new TextReceived(0, "a"));
        assertThat(relay.items.get(2).chunk()).isNull();
        assertThat(relay.items.get(3).events())
                .hasExactlyElementsOfTypes(ChoiceFinished.class, StreamEnded.class); // certain only now
        assertThat(relay.completed).isTrue();
    }

    @Test
    void goesNoDeeperHoweverMuchComesWhereTasksRunAtOnce() {
        int pieces = 200_000;
        exchange.head(200);
        for (int i = 0; i < pieces; i++) {
            exchange.bytes("t:a\n");
        }
        exchange.bytes("f:stop\n[DONE]\n");
        chat().publisher(REQUEST).subscribe(subscriber);
        subscriber.request(Long.MAX_VALUE);
        assertThat(subscriber.outcome()).isInstanceOf(Completed.class);
        assertThat(subscriber.outcome().completion().text()).hasSize(pieces);
    }

    private Chat chat() {
        return chat(ScriptedTransport.over(exchange));
    }

    private Chat chat(ScriptedTransport transport) {
        return Chat.over(transport, new ScriptedCodec())
                .withScheduler(scheduler)
                .withRetry(RetryPolicy.NONE)
                .withExecutor(Runnable::run)
                .withListener(request -> told());
    }

    private StreamListener told() {
        return new StreamListener() {
            @Override
            public void ended(Outcome outcome, Timeline timeline) {
                ended.complete(outcome);
            }
        };
    }

    /** Asks when told to and keeps what it gets. */
    private static class Recorder<T> implements Flow.Subscriber<T> {
        final List<T> items = new ArrayList<>();
        boolean completed;

        @Nullable
        Throwable error;

        private Flow.@Nullable Subscription subscription;

        void request(long n) {
            subscription.request(n);
        }

        void cancel() {
            subscription.cancel();
        }

        @Nullable
        T last() {
            return items.isEmpty() ? null : items.get(items.size() - 1);
        }

        Outcome outcome() {
            return ((StreamEnded) last()).outcome();
        }

        @Override
        public void onSubscribe(Flow.Subscription ours) {
            subscription = ours;
        }

        @Override
        public void onNext(T item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
