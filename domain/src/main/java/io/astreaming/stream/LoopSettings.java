package io.astreaming.stream;

import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link ToolLoop}. Immutable, except while {@link #with} makes a copy. */
final class LoopSettings implements Cloneable {
    static final LoopSettings DEFAULT = new LoopSettings();

    private static final int DEFAULT_ROUNDS = 10;

    Consumer<? super ChatEvent> listener = event -> {};
    int maxRounds = DEFAULT_ROUNDS;

    @Nullable
    Duration maxTime;

    @Nullable
    Long maxTokens;

    @Nullable
    String reasoning;
    /** Where calls run; null for where the events are delivered. */
    @Nullable
    Executor callExecutor;

    int maxCalls = 1;
    /** What the model is told of a tool that threw; null if the exception ends the loop. */
    @Nullable
    BiFunction<? super ToolCall, ? super Exception, String> failures;

    private LoopSettings() {}

    LoopSettings with(Consumer<LoopSettings> change) {
        try {
            LoopSettings copy = (LoopSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
