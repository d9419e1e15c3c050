package io.astreaming.stream;

import io.astreaming.port.Alarm;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RetryPolicy;
import io.astreaming.port.StreamListener;
import io.astreaming.port.StreamTimeouts;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How streams are to be treated. Changed only while it is made, by {@link #with}; from then on thread-safe. */
final class Settings implements Cloneable {
    private static final TraceSink NO_TRACE = (payload, nanos) -> {};

    UnaryOperator<ChatRequest> customizer = UnaryOperator.identity();
    StreamOptions options = StreamOptions.DEFAULT;
    StreamTimeouts timeouts = StreamTimeouts.DEFAULT;
    RetryPolicy retry = RetryPolicy.DEFAULT;
    Alarm alarm = SystemAlarm.INSTANCE;
    List<Function<ChatRequest, StreamListener>> listeners = List.of();

    /** Where subscribers are called; absent for the threads that all share. */
    @Nullable
    Executor executor;

    @Nullable
    Function<ChatRequest, TraceSink> trace;

    /** Does what the caller's own thread has to do for a stream. The listeners come last: once they are made, nothing fails any more. */
    PreparedRequest prepare(ChatRequest request, ChatTransport transport, ChatCodec codec) {
        ChatRequest asked = customizer.apply(request);
        EncodedRequest encoded = codec.encode(asked);
        TraceSink traced = trace == null
                ? NO_TRACE
                : new RedactedTrace(
                        Objects.requireNonNull(trace.apply(asked), "the function for traces returned null"), transport);
        return new PreparedRequest(asked, encoded, Listeners.of(listeners, asked), traced);
    }

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
