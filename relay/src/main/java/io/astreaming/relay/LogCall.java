package io.astreaming.relay;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls of the log, whose answers come back as tasks of the stream. */
final class LogCall {
    private LogCall() {}

    /**
     * Makes a call.
     *
     * @param call makes it; may throw
     * @param tasks runs exactly one of the two
     * @param answered gets the answer
     * @param unanswered runs if the log couldn't be reached or the answer was lost
     */
    static <T> void make(
            Supplier<CompletionStage<T>> call, Executor tasks, Consumer<? super T> answered, Runnable unanswered) {
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (RuntimeException e) { // a log that is closed, for example
            tasks.execute(unanswered);
            return;
        }
        var unused = stage.whenComplete((answer, error) -> tasks.execute(() -> {
            if (error == null) {
                answered.accept(answer);
            } else {
                unanswered.run();
            }
        }));
    }
}
