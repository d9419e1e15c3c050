package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolMessage;
import io.astreaming.tool.Tool;
import io.astreaming.tool.ToolRunner;
import io.astreaming.tool.ToolSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the calls of an answer run: where, how many at once, and what happens if they fail or the loop is cancelled. */
@Timeout(20)
class ToolCallsTest {
    private static final String CALLS = "200 call:f call:g call:h f:tool_calls [DONE]";
    private static final String CALL = "200 call:f f:tool_calls [DONE]";
    private static final String ANSWER = "200 t:Cold. f:stop [DONE]";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<ChatEvent> events = new ConcurrentLinkedQueue<>();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void runsEverythingOnTheThreadThatWaits() {
        Queue<Thread> used = new ConcurrentLinkedQueue<>();
        loop(CALLS + " / " + ANSWER, call -> {
                    used.add(Thread.currentThread());
                    return call.name();
                })
                .withListener(event -> used.add(Thread.currentThread()))
                .run(Scene.REQUEST);
        assertThat(used).containsOnly(Thread.currentThread());
    }

    @Test
    void runsCallsAtTheSameTimeAndKeepsTheirOrder() {
        CyclicBarrier together = new CyclicBarrier(3);
        CountDownLatch lastDone = new CountDownLatch(1);
        ToolRunner tools = call -> {
            meet(together);
            if (call.name().equals("h")) {
                lastDone.countDown();
            } else {
                await(lastDone);
            }
            return "result of " + call.name();
        };
        ToolLoop.Result result = loop(CALLS + " / " + ANSWER, tools)
                .withParallelCalls(threads, 3)
                .run(Scene.REQUEST);
        assertThat(results(result)).containsExactly("result of f", "result of g", "result of h");
    }

    @Test
    void runsNoMoreCallsAtOnceThanAllowed() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pairs = new CyclicBarrier(2);
        ToolRunner tools = call -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(pairs);
            running.decrementAndGet();
            return "";
        };
        loop("200 call:a call:b call:c call:d f:tool_calls [DONE] / " + ANSWER, tools)
                .withParallelCalls(threads, 2)
                .run(Scene.REQUEST);
        assertThat(most).hasValue(2);
    }

    @Test
    void endsWithTheExceptionOfAToolAndInterruptsTheOthers() throws InterruptedException {
        IllegalStateException broken = new IllegalStateException("no thermometer");
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ToolRunner tools = call -> {
            if (call.name().equals("f")) {
                await(waits);
                throw broken;
            }
            waits.countDown();
            untilInterrupted(interrupted);
            return "";
        };
        ToolLoop loop = loop(CALLS, tools).withParallelCalls(threads, 3);
        assertThatThrownBy(() -> loop.run(Scene.REQUEST)).isSameAs(broken);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsTheModelOfAFailureOnlyInTheCallersWords() {
        ToolRunner tools = call -> {
            throw new IllegalStateException("password=secret");
        };
        ToolLoop.Result result = loop(CALL + " / " + ANSWER, tools)
                .withFailuresTold((call, thrown) -> call.name() + " is broken; do without it")
                .run(Scene.REQUEST);
        assertThat(results(result)).containsExactly("f is broken; do without it");
        assertThat(result.end()).isEqualTo(LoopEnd.ANSWERED);
    }

    @Test
    void neverTellsTheModelOfAnError() {
        AssertionError bug = new AssertionError("a bug");
        ToolLoop loop = loop(CALL, call -> {
                    throw bug;
                })
                .withFailuresTold((call, thrown) -> "broken");
        assertThatThrownBy(() -> loop.run(Scene.REQUEST)).isSameAs(bug);
    }

    @Test
    void endsWithTheExceptionOfAPromise() {
        IOException broken = new IOException("no line");
        ToolLoop loop = loop(CALL, new PromisedRunner(call -> CompletableFuture.failedFuture(broken)));
        assertThatThrownBy(() -> loop.run(Scene.REQUEST))
                .isInstanceOf(CompletionException.class)
                .hasCause(broken);
    }

    @Test
    void refusesAToolThatHasNoResult() {
        assertThatThrownBy(() -> loop(CALL, new PromisedRunner(call -> CompletableFuture.completedFuture(null)))
                        .run(Scene.REQUEST))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("returned null");
    }

    @Test
    void namesTheToolThatHasNoResult() {
        ToolDefinition f = ToolDefinition.function("f", "d");
        ToolSet late = ToolSet.of(Tool.async(f, call -> CompletableFuture.completedFuture(null)));
        for (ToolRunner tools : List.of(
                ToolSet.of(Tool.of(f, call -> null)),
                ToolSet.of(Tool.async(f, call -> null)),
                ToolRunner.of(Map.of("f", call -> null)),
                late)) {
            assertThatThrownBy(() -> loop(CALL, tools).run(Scene.REQUEST))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("the tool f returned null: return text");
        }
        assertThatThrownBy(() -> loop(CALL, call -> {
                            throw new IllegalStateException("no line");
                        })
                        .withFailuresTold((call, thrown) -> null)
                        .run(Scene.REQUEST))
                .hasMessage("the function for failures returned null for the tool");
    }

    @Test
    void endsIfTheExecutorOfTheCallsRefuses() {
        threads.shutdown();
        ToolLoop loop = loop(CALL, call -> "").withParallelCalls(threads, 1);
        assertThatThrownBy(() -> loop.run(Scene.REQUEST)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void letsWhatAListenerThrowsThrough() {
        IllegalStateException broken = new IllegalStateException("no screen");
        ToolLoop loop = loop(ANSWER, call -> "").withListener(event -> {
            throw broken;
        });
        assertThatThrownBy(() -> loop.run(Scene.REQUEST)).isSameAs(broken);
    }

    @Test
    void startsWithoutAThreadThatWaitsForPromises() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<ToolLoop.Result> result = pushed(CALL + " / " + ANSWER, new PromisedRunner(call -> promise))
                .start(Scene.REQUEST);
        assertThat(result).isNotDone();
        promise.complete("2 degrees");
        assertThat(result).isCompleted();
        assertThat(results(result.join())).containsExactly("2 degrees");
        assertThat(events).filteredOn(StreamEnded.class::isInstance).hasSize(2);
    }

    @Test
    void takesThousandsOfRoundsWithoutADeepStack() {
        ToolLoop.Result result = pushed((CALL + " / ").repeat(3_000) + ANSWER, call -> "2 degrees")
                .withMaxRounds(5_000)
                .start(Scene.REQUEST)
                .join();
        assertThat(result.rounds()).isEqualTo(3_001);
    }

    @Test
    void takesThousandsOfCallsWithoutADeepStack() {
        StringBuilder calls = new StringBuilder("200");
        for (int i = 0; i < 1_000; i++) {
            calls.append(" call:f").append(i);
        }
        ToolLoop.Result result = pushed(calls + " f:tool_calls [DONE] / " + ANSWER, ToolCall::name)
                .start(Scene.REQUEST)
                .join();
        assertThat(results(result)).hasSize(1_000).startsWith("f0", "f1").endsWith("f999");
    }

    @Test
    void cancellingEndsTheStreamAtOnce() {
        Scene scene = new Scene("200 t:a");
        CompletableFuture<ToolLoop.Result> result = ToolLoop.over(scene.chat.withExecutor(Runnable::run), call -> "")
                .withListener(events::add)
                .start(Scene.REQUEST);
        assertThat(scene.exchanges.get(0).isOpen()).isTrue();
        result.cancel(true);
        assertThat(scene.exchanges.get(0).ending()).isEqualTo("cancel");
        assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
        assertThat(events).last().isInstanceOf(StreamEnded.class);
        assertThat(scene.scheduler.pending()).isZero();
    }

    @Test
    void cancellingInterruptsTheCallsAndCancelsTheirPromises() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<String> promise = new CompletableFuture<>();
        CountDownLatch promised = new CountDownLatch(1);
        CompletableFuture<ToolLoop.Result> result = pushed(
                        "200 call:f call:g f:tool_calls [DONE]", new PromisedRunner(call -> {
                            if (call.name().equals("g")) {
                                promised.countDown();
                                return promise;
                            }
                            runs.countDown();
                            untilInterrupted(interrupted);
                            return CompletableFuture.completedFuture("");
                        }))
                .withParallelCalls(threads, 2)
                .start(Scene.REQUEST);
        await(runs);
        await(promised);
        result.cancel(true);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> promise.get(10, TimeUnit.SECONDS))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
    }

    @Test
    void anInterruptEndsTheLoopWithWhatThereIs() {
        ToolLoop.Result waiting = loop("200 t:a", call -> "")
                .withListener(event -> Thread.currentThread().interrupt())
                .run(Scene.REQUEST);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiting.outcome()).isInstanceOf(Cancelled.class);
        assertThat(waiting.end()).isEqualTo(LoopEnd.CANCELLED);

        Thread caller = Thread.currentThread();
        ToolLoop.Result calling = loop(CALL, new PromisedRunner(call -> {
                    threads.execute(caller::interrupt);
                    return new CompletableFuture<>();
                }))
                .run(Scene.REQUEST);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calling.end()).isEqualTo(LoopEnd.CANCELLED);
        assertThat(calling.pendingCalls()).extracting(ToolCall::name).containsExactly("f");
    }

    private static List<String> results(ToolLoop.Result result) {
        return result.conversation().messages().stream()
                .filter(ToolMessage.class::isInstance)
                .map(message -> text((ToolMessage) message))
                .toList();
    }

    private static String text(ToolMessage message) {
        return ((io.astreaming.request.ContentPart.Text) message.content().get(0)).text();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void untilInterrupted(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    private ToolLoop pushed(String script, ToolRunner tools) {
        return ToolLoop.over(new Scene(script).chat.withExecutor(Runnable::run), tools)
                .withListener(events::add);
    }

    private static ToolLoop loop(String script, ToolRunner tools) {
        return ToolLoop.over(new Scene(script).chat, tools);
    }
}
