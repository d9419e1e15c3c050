package io.astreaming.stream;

import io.astreaming.completion.Outcome;
import io.astreaming.port.Scheduler;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.tool.ToolRunner;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link ToolLoop}: a stream, the calls of its answer, the next stream, until the end. No thread waits:
 * whenever something has happened, a task on the executor takes the next steps. Thread-safe; steps never overlap.
 */
final class LoopRun {
    private final Chat chat;
    private final ToolRunner tools;
    private final LoopSettings settings;
    private final Executor executor;
    private final Scheduler scheduler;
    private final long start;
    private final CompletableFuture<ToolLoop.Result> result = new CompletableFuture<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean interrupted;
    private volatile @Nullable LoopRound round;
    private volatile @Nullable CallBatch calls;
    // Used by steps only:
    private final LoopProgress progress;
    private Scheduler.@Nullable Timer timer;

    /**
     * Creates a run.
     *
     * @param executor runs the steps and the listeners
     */
    LoopRun(Chat chat, ToolRunner tools, LoopSettings settings, Executor executor, ChatRequest request) {
        this.chat = chat.withExecutor(executor);
        this.tools = tools;
        this.settings = settings;
        this.executor = executor;
        this.scheduler = chat.settings().scheduler();
        this.start = scheduler.nanoTime();
        this.progress = new LoopProgress(request, settings);
    }

    /** Sends the first request. Completing the future in any way ends the run at once. */
    CompletableFuture<ToolLoop.Result> start() {
        var unused = result.whenComplete((ended, thrown) -> stop());
        work();
        return result;
    }

    /** Ends the run with what there is, as cancelled. */
    void interrupt() {
        interrupted = true;
        stop();
    }

    private void stop() {
        LoopRound streaming = round;
        if (streaming != null) {
            streaming.cancel();
        }
        CallBatch running = calls;
        if (running != null) {
            running.stop();
        }
    }

    /** Something has happened. */
    private void wake() {
        try {
            executor.execute(this::work);
        } catch (RuntimeException | Error e) { // the executor rejected the task, or couldn't start a thread
            result.completeExceptionally(e);
        }
    }

    private void work() {
        if (wakes.getAndIncrement() > 0) {
            return; // the thread that works now sees what has happened
        }
        int seen = 1;
        while (seen != 0) {
            try {
                while (!result.isDone() && step()) {}
            } catch (Throwable e) { // of the caller's own code
                result.completeExceptionally(e);
            }
            if (result.isDone()) {
                stop(); // what this step may have begun after the end
            }
            seen = wakes.addAndGet(-seen);
        }
    }

    /** Takes the next step. Returns false if its input hasn't arrived. */
    private boolean step() throws Throwable {
        LoopRound streaming = round;
        CallBatch running = calls;
        if (streaming != null) {
            return answered(streaming);
        } else if (running != null) {
            return called(running);
        }
        round = new LoopRound(withinTime(chat), progress.next(), settings.listener, this::wake);
        return true;
    }

    private boolean answered(LoopRound streaming) throws Throwable {
        Throwable thrown = streaming.thrown();
        Outcome outcome = streaming.outcome();
        if (thrown != null) {
            throw thrown;
        } else if (outcome == null) {
            if (interrupted) {
                streaming.cancel();
            }
            return false;
        }
        round = null;
        LoopEnd end = progress.answered(outcome, isLate());
        if (end != null) {
            return end(end);
        } else if (!progress.calls().isEmpty()) {
            call();
        }
        return true;
    }

    private void call() {
        Executor where = settings.callExecutor == null ? executor : settings.callExecutor;
        CallBatch batch = new CallBatch(progress.calls(), tools, where, settings.failures, this::wake);
        calls = batch;
        if (settings.maxTime != null) {
            timer = scheduler.schedule(left(settings.maxTime), batch::stop);
        }
        batch.start(settings.maxCalls);
    }

    private boolean called(CallBatch batch) throws Throwable {
        if (!batch.isDone()) {
            if (interrupted) {
                batch.stop();
            }
            return batch.isDone();
        }
        calls = null;
        if (timer != null) {
            timer.cancel();
        }
        Throwable thrown = batch.thrown();
        if (thrown != null) {
            throw thrown;
        }
        progress.results(batch.results());
        if (interrupted) {
            return end(LoopEnd.CANCELLED);
        }
        if (isLate() || !batch.isComplete()) {
            return end(LoopEnd.MAX_TIME);
        }
        return true;
    }

    private boolean end(LoopEnd end) {
        result.complete(progress.result(end));
        return false;
    }

    private boolean isLate() {
        return settings.maxTime != null && left(settings.maxTime).isZero();
    }

    private Duration left(Duration maxTime) {
        long left = maxTime.toNanos() - (scheduler.nanoTime() - start);
        return Duration.ofNanos(Math.max(0, left));
    }

    /** Gives a stream no more time than the loop has left. */
    private Chat withinTime(Chat asked) {
        StreamTimeouts timeouts = asked.settings().timeouts();
        if (settings.maxTime == null || left(settings.maxTime).compareTo(timeouts.total()) >= 0) {
            return asked;
        }
        Duration left = left(settings.maxTime);
        return asked.withTimeouts(timeouts.withTotal(left.isZero() ? Duration.ofNanos(1) : left));
    }
}
