package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Completed;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.request.Message;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What bounds a tool loop, and how its result says so; each round of the toy wire uses 3 tokens and 2. */
@Timeout(20)
class LoopBoundsTest {
    private static final String CALL = "200 call:f f:tool_calls u [DONE]";
    private static final String SILENT_CALL = "200 call:f f:tool_calls [DONE]";
    private static final String PAUSED = "200 t:Searching f:pause_turn u [DONE]";
    private static final String ANSWER = "200 t:Cold. f:stop u [DONE]";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void addsUpTheTokensOfAllRounds() {
        ToolLoop.Result result = run(loop(new Scene(CALL + " / " + CALL + " / " + ANSWER)));
        assertThat(result.usage()).isEqualTo(new LoopUsage(9, 6, 15, 0));
        assertThat(result.end()).isEqualTo(LoopEnd.ANSWERED);
        assertThat(result.usage().isComplete()).isTrue();
    }

    @Test
    void countsTheRoundsWhoseUsageIsUnknown() {
        ToolLoop.Result result = run(loop(new Scene(SILENT_CALL + " / " + ANSWER)));
        assertThat(result.usage()).isEqualTo(new LoopUsage(3, 2, 5, 1));
        assertThat(result.usage().isComplete()).isFalse();
    }

    @Test
    void asksNoMoreOnceTheTokensAreUsed() {
        ToolLoop.Result result = run(loop(new Scene(CALL + " / " + CALL)).withMaxTokens(10));
        assertThat(result.end()).isEqualTo(LoopEnd.MAX_TOKENS);
        assertThat(result.rounds()).isEqualTo(2);
        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.pendingCalls()).extracting(ToolCall::name).containsExactly("f");
        assertThat(run(loop(new Scene(CALL + " / " + CALL + " / " + ANSWER)).withMaxTokens(11))
                        .end())
                .isEqualTo(LoopEnd.ANSWERED);
    }

    @Test
    void asksNoMoreWhenItCannotTellWhatWasUsed() {
        ToolLoop.Result result = run(loop(new Scene(SILENT_CALL)).withMaxTokens(1_000));
        assertThat(result.end()).isEqualTo(LoopEnd.USAGE_UNKNOWN);
        assertThat(result.pendingCalls()).hasSize(1);
    }

    @Test
    void takesCountsThatNobodyMeansForUnknown() {
        LoopUsage usage = LoopUsage.NONE.plus(tokens(4L, 5L, -100L)).plus(tokens(-1L, 2L, null));
        assertThat(usage).isEqualTo(new LoopUsage(4, 7, 9, 1));
        assertThat(usage.plus(UsageNotReported.INSTANCE).unreportedRounds()).isEqualTo(2);
        assertThat(usage.plus(tokens(Long.MAX_VALUE, Long.MAX_VALUE, null)).totalTokens())
                .as("never overflows")
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void saysThatNoMoreRoundsWereAllowed() {
        assertThat(run(loop(new Scene(CALL)).withMaxRounds(1)).end()).isEqualTo(LoopEnd.MAX_ROUNDS);
    }

    @Test
    void givesAStreamNoMoreTimeThanTheLoopHas() {
        Scene scene = new Scene(CALL + " / 200 t:a +3s");
        ToolLoop.Result result = run(loop(scene).withMaxTime(Duration.ofSeconds(3)));
        assertThat(result.outcome()).isInstanceOf(TimedOut.class);
        assertThat(result.outcome().error())
                .hasMessage("waited 3000 ms for the whole tool loop; raise that time in ToolLoop.withMaxTime"
                        + " if the provider may take longer");
        assertThat(result.end()).isEqualTo(LoopEnd.MAX_TIME);
        assertThat(scene.scheduler.pending()).isZero();
    }

    @Test
    void leavesTheTimeoutsOfTheChatAsTheyAre() {
        ToolLoop.Result result = run(loop(new Scene("200 t:a +20s")).withMaxTime(Duration.ofSeconds(21)));
        assertThat(result.outcome()).isInstanceOf(TimedOut.class);
        assertThat(result.end()).isEqualTo(LoopEnd.NOT_COMPLETED);
    }

    @Test
    void asksNoMoreAfterATimeThatAToolUsedUp() {
        Scene scene = new Scene(CALL);
        ToolLoop.Result result = ToolLoop.over(scene.chat, call -> {
                    scene.scheduler.pass(Duration.ofSeconds(5));
                    return "late";
                })
                .withParallelCalls(threads, 1)
                .withMaxTime(Duration.ofSeconds(6))
                .withMaxTime(Duration.ofSeconds(5))
                .run(Scene.REQUEST);
        assertThat(result.end()).isEqualTo(LoopEnd.MAX_TIME);
        assertThat(result.rounds()).isEqualTo(1);
        assertThat(scene.scheduler.pending()).isZero();
    }

    @Test
    void interruptsAToolWhenTheTimeIsOverAndKeepsTheResultsThatAreThere() {
        Scene scene = new Scene("200 call:f call:g f:tool_calls u [DONE]");
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        ToolLoop.Result result = ToolLoop.over(scene.chat, call -> {
                    if (call.name().equals("f")) {
                        return "2 degrees";
                    }
                    threads.execute(() -> scene.scheduler.pass(Duration.ofSeconds(9)));
                    untilInterrupted();
                    interrupted.complete(null);
                    return "too late";
                })
                .withMaxTime(Duration.ofSeconds(9))
                .run(Scene.REQUEST);
        assertThat(result.end()).isEqualTo(LoopEnd.MAX_TIME);
        assertThat(interrupted).isCompleted();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(result.conversation().messages()).endsWith(Message.tool("id-f", "2 degrees"));
        assertThat(result.pendingCalls()).extracting(ToolCall::name).containsExactly("g");
    }

    @Test
    void cancelsAPromiseWhenTheTimeIsOver() {
        Scene scene = new Scene(CALL);
        CompletableFuture<String> promise = new CompletableFuture<>();
        ToolLoop.Result result = ToolLoop.over(scene.chat, new PromisedRunner(call -> {
                    threads.execute(() -> scene.scheduler.pass(Duration.ofSeconds(9)));
                    return promise;
                }))
                .withMaxTime(Duration.ofSeconds(9))
                .run(Scene.REQUEST);
        assertThat(result.end()).isEqualTo(LoopEnd.MAX_TIME);
        assertThatThrownBy(promise::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void sendsAnAnswerBackThatTheProviderPaused() {
        ToolLoop.Result result = run(loop(new Scene(PAUSED + " / " + ANSWER)));
        assertThat(result.end()).isEqualTo(LoopEnd.ANSWERED);
        assertThat(result.conversation().messages())
                .containsExactly(Message.user("hi"), Message.assistant("Searching"), Message.assistant("Cold."));
    }

    @Test
    void sendsPausedAnswersBackForSoManyRoundsOnly() {
        ToolLoop.Result result = run(loop(new Scene(PAUSED + " / " + PAUSED)).withMaxRounds(2));
        assertThat(result.end()).isEqualTo(LoopEnd.MAX_ROUNDS);
        assertThat(result.rounds()).isEqualTo(2);
        assertThat(result.pendingCalls()).isEmpty();
    }

    @Test
    void saysThatAnAnswerWasCut() {
        assertThat(run(loop(new Scene("200 tool:0;a;f;{ f:length u [DONE]"))).end())
                .isEqualTo(LoopEnd.INCOMPLETE_ANSWER);
        assertThat(run(loop(new Scene("200 call:f end"))).end()).isEqualTo(LoopEnd.NOT_COMPLETED);
    }

    @Test
    void refusesBoundsThatAllowNothing() {
        ToolLoop loop = loop(new Scene(ANSWER));
        assertThatThrownBy(() -> loop.withMaxTokens(0)).hasMessage("at least one token is needed, not 0");
        assertThatThrownBy(() -> loop.withMaxTime(Duration.ZERO)).hasMessage("at least some time is needed, not PT0S");
        assertThatThrownBy(() -> loop.withParallelCalls(Runnable::run, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void untilInterrupted() {
        try {
            new CompletableFuture<Void>().get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            assertThat(e).isInstanceOf(InterruptedException.class);
        }
    }

    private static TokenUsage tokens(@Nullable Long prompt, @Nullable Long completion, @Nullable Long total) {
        return new TokenUsage(prompt, completion, total, null, null, null, null, Extras.NONE);
    }

    private static ToolLoop loop(Scene scene) {
        return ToolLoop.over(scene.chat, call -> "2 degrees");
    }

    private static ToolLoop.Result run(ToolLoop loop) {
        return loop.run(Scene.REQUEST);
    }
}
