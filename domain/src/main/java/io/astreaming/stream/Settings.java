package io.astreaming.stream;

import io.astreaming.chunk.Deviation;
import io.astreaming.port.Alarm;
import io.astreaming.port.RetryPolicy;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.StreamListener;
import io.astreaming.port.StreamTimeouts;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How streams are to be treated. Changed only while it is made, by {@link #with}; from then on thread-safe. */
final class Settings implements Cloneable {
    private static final StreamListener NOBODY = new StreamListener() {};

    UnaryOperator<ChatRequest> defaults = UnaryOperator.identity();
    StreamLimits limits = StreamLimits.DEFAULT;
    StreamTimeouts timeouts = StreamTimeouts.DEFAULT;
    RetryPolicy retry = RetryPolicy.DEFAULT;
    Alarm alarm = SystemAlarm.INSTANCE;
    Set<Deviation> refused = Set.of();
    boolean contentKept = true;
    Function<ChatRequest, StreamListener> listeners = request -> NOBODY;

    /** Where subscribers are called; absent for the threads that all share. */
    @Nullable
    Executor executor;

    @Nullable
    TraceSink trace;

    /** A changed copy. */
    Settings with(Consumer<Settings> change) {
        try {
            Settings copy = (Settings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
