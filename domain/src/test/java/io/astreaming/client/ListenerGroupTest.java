package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.Scheduler;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.Diary;
import io.astreaming.stream.Face;
import io.astreaming.stream.Scene;
import io.astreaming.stream.ScriptedCodec;
import io.astreaming.stream.ScriptedTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners see each stream from its preparation to its end, and none can disturb it. */
@Timeout(20)
class ListenerGroupTest {
    private static final String SCRIPT = "503 end / 200 t:a t:b f:stop u [DONE]";
    private static final List<String> HOOKS =
            List.of("attemptStarted", "attemptSubmitted", "attemptFailed", "responseStarted", "chunkReceived", "ended");

    private final List<Throwable> uncaught = new ArrayList<>();
    private Thread.@Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void catchWhatNobodyElseCatches() {
        before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void leaveTheThreadAsItWas() {
        Thread.currentThread().setUncaughtExceptionHandler(before);
    }

    static Stream<Arguments> hooksAndWhatTheyThrow() {
        List<Throwable> thrown = List.of(
                new IllegalStateException("no"), new NoClassDefFoundError("gone"), new IOException("not declared"));
        return HOOKS.stream()
                .flatMap(hook -> thrown.stream()
                        .flatMap(what -> Stream.of(Face.values()).map(face -> Arguments.of(face, hook, what))));
    }

    @ParameterizedTest
    @MethodSource("hooksAndWhatTheyThrow")
    void losesNoAnswerToAListenerThatThrows(Face face, String hook, Throwable thrown) {
        Scene scene = new Scene(SCRIPT);
        Diary later = new Diary();
        Outcome outcome = scene.read(
                face,
                scene.chat.withListener(request -> new Throwing(hook, thrown)).withListener(request -> later));
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(scene.events).last().isEqualTo(new StreamEnded(outcome));
        assertThat(outcome.completion().text()).isEqualTo("ab");
        assertThat(later.told)
                .isEqualTo(scene.diary.told)
                .containsExactly("sending 1", "rejected 1", "sending 2", "answered 2", "ended");
        assertThat(later.chunks).hasSize(4).isEqualTo(scene.diary.chunks);
        assertThat(scene.endings()).isEqualTo("release, release");
        assertThat(uncaught).as("told once, however often it is thrown").containsExactly(thrown);
    }

    @ParameterizedTest
    @MethodSource("hooksAndWhatTheyThrow")
    void losesNoFutureAndNothingThatIsReceivedToAListenerThatThrows(Face face, String hook, Throwable thrown) {
        Function<Scene, Chat> failing =
                scene -> scene.chat.withExecutor(Runnable::run).withListener(request -> new Throwing(hook, thrown));
        CompletableFuture<Outcome> outcome = failing.apply(new Scene(SCRIPT)).outcome(Scene.REQUEST);
        assertThat(outcome).isCompletedWithValueMatching(Completed.class::isInstance);

        List<ReceivedChunk> received = new ArrayList<>();
        if (face == Face.PUSHED) {
            Collector<ReceivedChunk> collector = new Collector<>(received);
            failing.apply(new Scene(SCRIPT)).receivedPublisher(Scene.REQUEST).subscribe(collector);
            assertThat(collector.completed).isTrue();
        } else {
            try (ChatStream stream = failing.apply(new Scene(SCRIPT)).stream(Scene.REQUEST)) {
                stream.received().forEach(received::add);
                assertThat(stream.text()).isEqualTo("ab");
            }
        }
        assertThat(received.get(received.size() - 1).events()).last().isInstanceOf(StreamEnded.class);
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void reportsWhatAFactoryThrowsAndGoesOnWithoutItsListener(Face face) {
        IllegalStateException thrown = new IllegalStateException("no");
        Scene scene = new Scene(SCRIPT);
        Outcome outcome = scene.read(
                face,
                scene.chat
                        .withListener(request -> {
                            throw thrown;
                        })
                        .withListener(request -> null));
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(uncaught).hasSize(2).first().isSameAs(thrown);
        assertThat(uncaught.get(1)).hasMessageContaining("listener factory");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void goesOnThoughTheHandlerThrowsToo(Face face) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
            throw new IllegalStateException(thrown);
        });
        Scene scene = new Scene(SCRIPT);
        Throwable thrown = new IllegalStateException("no");
        assertThat(scene.read(face, scene.chat.withListener(request -> new Throwing("ended", thrown))))
                .isInstanceOf(Completed.class);
    }

    @Test
    void tellsTheReaderThatTheMachineIsFailingAndKeepsTheAnswer() {
        OutOfMemoryError thrown = new OutOfMemoryError("no heap");
        Scene scene = new Scene(SCRIPT);
        try (ChatStream stream =
                scene.chat.withListener(request -> new Throwing("ended", thrown)).stream(Scene.REQUEST)) {
            assertThatThrownBy(stream::outcome).isSameAs(thrown);
            assertThat(stream.text()).isEqualTo("ab");
        }
        Scene pushed = new Scene(SCRIPT);
        List<ChatEvent> events = new ArrayList<>();
        Collector<ChatEvent> collector = new Collector<>(events);
        pushed.chat
                .withExecutor(Runnable::run)
                .withListener(request -> new Throwing("ended", thrown))
                .publisher(Scene.REQUEST)
                .subscribe(collector);
        assertThat(collector.error).isSameAs(thrown);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void tellsAllListenersOfTheEndBeforeAFailureOfTheMachineReachesTheReader() {
        OutOfMemoryError thrown = new OutOfMemoryError("no heap");
        Scene scene = new Scene(SCRIPT);
        Diary later = new Diary();
        Chat chat = scene.chat
                .withListener(request -> new Throwing("ended", thrown))
                .withListener(request -> later);
        try (ChatStream stream = chat.stream(Scene.REQUEST)) {
            assertThatThrownBy(stream::outcome).isSameAs(thrown);
        }
        assertThat(later.told).endsWith("ended");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void tellsWhenEachChunkCame(Face face) {
        Scene scene = new Scene("+1s 200 +1s t:a +2s t:b +1s f:stop [DONE]");
        scene.read(face);
        assertThat(scene.diary.chunks.stream()
                        .map(nanos -> Duration.ofNanos(nanos).toSeconds()))
                .containsExactly(2L, 4L, 5L);
        assertThat(scene.diary.timeline.chunks()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void callsListenersInTheOrderInWhichTheyWereAdded(Face face) {
        List<String> order = new ArrayList<>();
        Scene scene = new Scene(SCRIPT);
        scene.read(
                face, scene.chat.withListener(request -> ended("first", order)).withListener(request -> {
                    order.add("made");
                    return ended("second", order);
                }));
        assertThat(order).containsExactly("made", "first", "second");
        assertThat(scene.diary.told).endsWith("ended");
    }

    @Test
    void makesListenersAndTracesOnTheThreadThatAsksOrSubscribes() {
        List<Runnable> tasks = new ArrayList<>();
        ThreadLocal<String> context = new ThreadLocal<>();
        List<String> seen = new ArrayList<>();
        Executor elsewhere = task -> tasks.add(() ->
                CompletableFuture.runAsync(task).orTimeout(10, TimeUnit.SECONDS).join());
        Function<Scene, Chat> asking = scene -> scene.chat
                .withExecutor(elsewhere)
                .withListener(request -> {
                    seen.add("listener " + context.get());
                    return new StreamListener() {};
                })
                .withTrace(request -> {
                    seen.add("trace " + context.get());
                    return (payload, nanos) -> {};
                });
        context.set("stream");
        asking.apply(new Scene(SCRIPT)).stream(Scene.REQUEST).close();
        context.set("listen");
        CompletableFuture<Outcome> listened = asking.apply(new Scene(SCRIPT)).listen(Scene.REQUEST, event -> {});
        context.set("outcome");
        CompletableFuture<Outcome> outcome = asking.apply(new Scene(SCRIPT)).outcome(Scene.REQUEST);
        context.set("publisher");
        Flow.Publisher<ChatEvent> publisher = asking.apply(new Scene(SCRIPT)).publisher(Scene.REQUEST);
        Flow.Publisher<ReceivedChunk> receivedPublisher =
                asking.apply(new Scene(SCRIPT)).receivedPublisher(Scene.REQUEST);
        context.set("subscribe");
        publisher.subscribe(new Collector<>(new ArrayList<>()));
        receivedPublisher.subscribe(new Collector<>(new ArrayList<>()));
        for (int i = 0; i < 100 && !tasks.isEmpty(); i++) {
            tasks.remove(0).run();
        }
        assertThat(listened).isCompleted();
        assertThat(outcome).isCompleted();
        assertThat(seen)
                .containsExactly(
                        "trace stream",
                        "listener stream",
                        "trace listen",
                        "listener listen",
                        "trace outcome",
                        "listener outcome",
                        "trace subscribe",
                        "listener subscribe",
                        "trace subscribe",
                        "listener subscribe");
    }

    @Test
    void tellsTheEndOfAStreamThatIsCancelledBeforeItIsSent() {
        Scene scene = new Scene(SCRIPT);
        List<Flow.Subscription> subscriptions = new ArrayList<>();
        scene.chat.withExecutor(Runnable::run).publisher(Scene.REQUEST).subscribe(new Collector<>(new ArrayList<>()) {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriptions.add(subscription);
            }
        });
        assertThat(scene.diary.told).isEmpty();
        subscriptions.get(0).cancel();
        assertThat(scene.diary.told).containsExactly("ended");
        assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
        assertThat(scene.endings()).isEqualTo("unopened, unopened");
        assertThat(scene.scheduler.pending()).isZero();
    }

    @Test
    void tellsTheEndOfAStreamForWhichNoTimerCanBeSet() {
        IllegalStateException thrown = new IllegalStateException("shut down");
        Function<Scene, Chat> chat =
                scene -> scene.chat.withExecutor(Runnable::run).withScheduler(new Scheduler() {
                    @Override
                    public long nanoTime() {
                        return scene.scheduler.nanoTime();
                    }

                    @Override
                    public Timer schedule(Duration delay, Runnable action) {
                        throw thrown;
                    }
                });
        Scene pulled = new Scene(SCRIPT);
        assertThatThrownBy(() -> chat.apply(pulled).stream(Scene.REQUEST)).isSameAs(thrown);
        Scene pushed = new Scene(SCRIPT);
        Collector<ChatEvent> collector = new Collector<>(new ArrayList<>());
        chat.apply(pushed).publisher(Scene.REQUEST).subscribe(collector);
        assertThat(collector.error).isSameAs(thrown);
        for (Scene scene : List.of(pulled, pushed)) {
            assertThat(scene.diary.told).containsExactly("ended");
            assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
            assertThat(scene.endings()).isEqualTo("unopened, unopened");
        }
    }

    @Test
    void makesNoListenerForARequestWhoseAnswerNobodyCanDecode() {
        IllegalStateException thrown = new IllegalStateException("no decoder");
        ChatTransport unused = new ScriptedTransport(arrived -> {
            throw new AssertionError("Nothing is sent.");
        });
        ChatCodec broken = new ScriptedCodec() {
            @Override
            public ChunkDecoder chunkDecoder(StreamLimits limits) {
                throw thrown;
            }
        };
        List<ChatRequest> watched = new ArrayList<>();
        Chat chat = Chat.over(unused, broken).withExecutor(Runnable::run).withListener(request -> {
            watched.add(request);
            return new Diary();
        });
        assertThatThrownBy(() -> chat.stream(Scene.REQUEST)).isSameAs(thrown);
        assertThat(chat.outcome(Scene.REQUEST)).isCompletedExceptionally();
        assertThat(watched).isEmpty();
    }

    @Test
    void takesNoHeaderForAnAttemptThatHasBeenSent() {
        List<AttemptHeaders> kept = new ArrayList<>();
        Scene scene = new Scene("200 t:a f:stop [DONE]");
        scene.read(Face.PULLED, scene.chat.withListener(request -> new StreamListener() {
            @Override
            public void attemptStarted(int attempt, AttemptHeaders headers) {
                headers.set("traceparent", "00-1");
                kept.add(headers);
            }
        }));
        assertThatThrownBy(() -> kept.get(0).set("traceparent", "00-2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before attemptStarted returns");
    }

    @Test
    void letsAFailureOfTheMachineThroughWhateverWasThrownBefore() {
        OutOfMemoryError failure = new OutOfMemoryError("no heap");
        StreamListener failing = new StreamListener() {
            @Override
            public void attemptStarted(int attempt, AttemptHeaders headers) {
                throw new IllegalStateException("no");
            }

            @Override
            public void responseStarted(int attempt, ResponseHead head) {
                throw failure;
            }
        };
        try (ChatStream stream = new Scene("200 t:a").chat.withListener(request -> failing).stream(Scene.REQUEST)) {
            assertThatThrownBy(stream::outcome).isSameAs(failure);
        }
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
            throw failure;
        });
        Throwable thrown = new IllegalStateException("no");
        Chat told = new Scene("200 t:a").chat.withListener(request -> new Throwing("responseStarted", thrown));
        try (ChatStream stream = told.stream(Scene.REQUEST)) {
            assertThatThrownBy(stream::outcome).isSameAs(failure);
        }
    }

    private static StreamListener ended(String name, List<String> order) {
        return new StreamListener() {
            @Override
            public void ended(Outcome outcome, Timeline timeline) {
                order.add(name);
            }
        };
    }

    /** Throws from one of its hooks, whenever it is called. */
    private record Throwing(String hook, Throwable thrown) implements StreamListener {
        @Override
        public void queued(int ahead) {
            called("queued");
        }

        @Override
        public void admitted(Duration waited) {
            called("admitted");
        }

        @Override
        public void endpointChosen(int attempt, String endpoint) {
            called("endpointChosen");
        }

        @Override
        public void attemptStarted(int attempt, AttemptHeaders headers) {
            called("attemptStarted");
        }

        @Override
        public void attemptSubmitted(int attempt) {
            called("attemptSubmitted");
        }

        @Override
        public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
            called("attemptFailed");
        }

        @Override
        public void responseStarted(int attempt, ResponseHead head) {
            called("responseStarted");
        }

        @Override
        public void chunkReceived(long nanosSinceStart) {
            called("chunkReceived");
        }

        @Override
        public void ended(Outcome outcome, Timeline timeline) {
            called("ended");
        }

        private void called(String name) {
            if (name.equals(hook)) {
                sneak(thrown);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneak(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }

    /** Asks for all there is and keeps it. */
    private static class Collector<T> implements Flow.Subscriber<T> {
        private final List<T> items;
        boolean completed;

        @Nullable
        Throwable error;

        Collector(List<T> items) {
            this.items = items;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
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
