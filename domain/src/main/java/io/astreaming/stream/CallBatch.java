package io.astreaming.stream;

import io.astreaming.completion.ToolCall;
import io.astreaming.request.ToolMessage;
import io.astreaming.tool.Tool;
import io.astreaming.tool.ToolRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one answer: starts them in their order, at most so many at once, and collects their results. A worker
 * takes one call after the other; where a tool only promises its result, the arrival of the result starts the next
 * worker. Thread-safe.
 */
final class CallBatch {
    private final List<Running> calls = new ArrayList<>();
    private final ToolRunner tools;
    private final Executor executor;
    private final @Nullable BiFunction<? super ToolCall, ? super Exception, String> failures;
    private final Runnable done;
    // Guarded by the monitor:
    private int next;
    private int pending;
    private boolean stopped;
    private @Nullable Throwable thrown;

    /**
     * Creates a batch.
     *
     * @param executor runs the calls
     * @param failures what the model is told of a tool that threw; null if the exception ends the batch
     * @param done called once the batch {@linkplain #isDone is done}
     */
    CallBatch(
            List<ToolCall> calls,
            ToolRunner tools,
            Executor executor,
            @Nullable BiFunction<? super ToolCall, ? super Exception, String> failures,
            Runnable done) {
        calls.forEach(call -> this.calls.add(new Running(call)));
        this.tools = tools;
        this.executor = executor;
        this.failures = failures;
        this.done = done;
        this.pending = calls.size();
    }

    void start(int maxCalls) {
        for (int i = 0; i < Math.min(maxCalls, calls.size()); i++) {
            startWorker();
        }
    }

    /** Returns whether every call has its result, a tool threw, or the batch was stopped. */
    synchronized boolean isDone() {
        return stopped || pending == 0;
    }

    /** Returns whether every call has its result. */
    synchronized boolean isComplete() {
        return pending == 0;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Returns what a tool threw; null if no exception ends the batch. */
    synchronized @Nullable Throwable thrown() {
        return thrown;
    }

    /** Returns the results so far, in the order of the calls. */
    synchronized List<ToolMessage> results() {
        List<ToolMessage> results = new ArrayList<>();
        for (Running running : calls) {
            if (running.result != null) {
                results.add(ToolMessage.of(Objects.requireNonNull(running.call.id()), running.result));
            }
        }
        return results;
    }

    /** Starts no further call, and cancels those that run: their threads are interrupted. */
    void stop() {
        stop(null);
    }

    private void stop(@Nullable Throwable why) {
        synchronized (this) {
            if (stopped || pending == 0) {
                return;
            }
            stopped = true;
            thrown = why;
        }
        calls.forEach(Running::cancel);
        done.run();
    }

    private void startWorker() {
        try {
            executor.execute(this::work);
        } catch (RuntimeException | Error e) { // the executor rejected the task, or couldn't start a thread
            stop(e);
        }
    }

    private void work() {
        for (Running running = take(); running != null; running = take()) {
            CompletionStage<String> promise = running.run();
            if (promise != null && !isKeptNow(promise, running)) {
                return;
            }
        }
    }

    /** Returns whether the result is there already. Otherwise its arrival starts the next worker. */
    private boolean isKeptNow(CompletionStage<String> promise, Running running) {
        AtomicBoolean second = new AtomicBoolean();
        var unused = promise.whenComplete((text, failure) -> {
            finished(running, text, failure);
            if (second.getAndSet(true)) {
                startWorker();
            }
        });
        return second.getAndSet(true);
    }

    private synchronized @Nullable Running take() {
        return stopped || next == calls.size() ? null : calls.get(next++);
    }

    private void finished(Running running, @Nullable String text, @Nullable Throwable failure) {
        String result = text;
        Throwable thrown =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        try {
            if (thrown instanceof Exception exception && failures != null) {
                result = failures.apply(running.call, exception);
                Objects.requireNonNull(result, () -> "the function for failures returned null for " + tool(running));
            } else if (thrown != null) {
                stop(thrown);
                return;
            }
            record(running, Objects.requireNonNull(result, () -> tool(running) + " returned null: return text"));
        } catch (RuntimeException | Error e) {
            stop(e);
        }
    }

    /** Names the tool of a call, unless only the model says that there is such a tool. */
    private String tool(Running running) {
        String name = running.call.name();
        return tools.definitions().stream().anyMatch(known -> name.equals(Tool.nameOf(known)))
                ? "the tool " + name
                : "the tool";
    }

    private void record(Running running, String text) {
        boolean last;
        synchronized (this) {
            if (stopped) {
                return;
            }
            running.result = text;
            last = --pending == 0;
        }
        if (last) {
            done.run();
        }
    }

    /** One call. */
    private final class Running {
        private final ToolCall call;
        private final FutureTask<CompletionStage<String>> task;
        private volatile @Nullable CompletionStage<String> promise;
        private @Nullable String result; // guarded by the monitor of the batch

        Running(ToolCall call) {
            this.call = call;
            this.task = new FutureTask<>(this::begin);
        }

        private CompletionStage<String> begin() {
            CompletionStage<String> begun = Objects.requireNonNull(
                    tools.start(call), () -> tool(this) + " returned null in place of a promise");
            promise = begun; // even if the task was cancelled meanwhile, so that the promise can be cancelled too
            return begun;
        }

        /** Runs the call. Returns the promise of its result; null if it has failed or was cancelled. */
        @Nullable
        CompletionStage<String> run() {
            task.run();
            if (isStopped()) {
                cancel();
            }
            if (task.isCancelled()) {
                Thread.interrupted(); // the interrupt was for the tool, and mustn't reach what this thread does next
                return null;
            }
            try {
                return task.get();
            } catch (ExecutionException e) {
                finished(this, null, e.getCause());
            } catch (InterruptedException e) {
                throw new AssertionError("the task has run", e);
            }
            return null;
        }

        void cancel() {
            task.cancel(true);
            CompletionStage<String> begun = promise;
            if (begun != null) {
                try {
                    begun.toCompletableFuture().cancel(true);
                } catch (UnsupportedOperationException e) {
                    return; // this kind of promise can't be cancelled; its result is ignored
                }
            }
        }
    }
}
