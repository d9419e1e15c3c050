package io.astreaming.client;

import io.astreaming.engine.StreamOptions;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Scheduler;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How streams are to be treated. Changed only while it is made, by {@link #with}; from then on thread-safe. */
public final class ChatSettings implements Cloneable {
    private static final TraceSink NO_TRACE = (payload, nanos) -> {};

    public UnaryOperator<ChatRequest> customizer = UnaryOperator.identity();
    public StreamOptions options = StreamOptions.DEFAULT;
    public StreamTimeouts timeouts = StreamTimeouts.DEFAULT;
    public RetryPolicy retry = RetryPolicy.DEFAULT;
    public Scheduler scheduler = SystemScheduler.INSTANCE;
    public List<Function<ChatRequest, StreamListener>> listeners = List.of();

    /** Where subscribers are called; absent for the threads that all share. */
    public @Nullable Executor executor;

    public @Nullable Function<ChatRequest, TraceSink> trace;

    /** Does what the caller's own thread has to do for a stream. The listeners come last: once they are made, nothing fails any more. */
    public PreparedRequest prepare(ChatRequest request, ChatTransport transport, ChatCodec codec) {
        ChatRequest asked = customizer.apply(request);
        EncodedRequest encoded = codec.encode(asked);
        StreamRedactor secrets = new StreamRedactor(transport, asked.headers());
        TraceSink traced = trace == null
                ? NO_TRACE
                : new RedactedTrace(
                        Objects.requireNonNull(trace.apply(asked), "the function for traces returned null"), secrets);
        return new PreparedRequest(asked, encoded, ListenerGroup.of(listeners, asked), traced, secrets);
    }

    /** A changed copy. */
    public ChatSettings with(Consumer<ChatSettings> change) {
        try {
            ChatSettings copy = (ChatSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
