package io.astreaming.client;

import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.engine.StreamOptions;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Scheduler;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a chat treats its streams. Immutable; the {@code with} methods return changed copies. */
public final class ChatSettings implements Cloneable {
    /** The default settings. */
    public static final ChatSettings DEFAULT = new ChatSettings();

    private static final TraceSink NO_TRACE = (payload, nanos) -> {};

    private UnaryOperator<ChatRequest> customizer = UnaryOperator.identity();
    private StreamOptions options = StreamOptions.DEFAULT;
    private StreamTimeouts timeouts = StreamTimeouts.DEFAULT;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Scheduler scheduler = SystemScheduler.INSTANCE;
    private List<Function<ChatRequest, StreamListener>> listeners = List.of();
    private @Nullable Executor executor;
    private @Nullable ConcurrencyLimiter limiter;
    private @Nullable Function<ChatRequest, TraceSink> trace;

    private ChatSettings() {}

    public ChatSettings withCustomizer(UnaryOperator<ChatRequest> other) {
        return with(changed -> changed.customizer = other);
    }

    public ChatSettings withOptions(UnaryOperator<StreamOptions> change) {
        return with(changed -> changed.options = change.apply(options));
    }

    public ChatSettings withTimeouts(StreamTimeouts other) {
        return with(changed -> changed.timeouts = other);
    }

    public ChatSettings withRetry(RetryPolicy other) {
        return with(changed -> changed.retry = other);
    }

    public ChatSettings withScheduler(Scheduler other) {
        return with(changed -> changed.scheduler = other);
    }

    /** Returns a copy with one more listener, after those it has. */
    public ChatSettings withListener(Function<ChatRequest, StreamListener> factory) {
        List<Function<ChatRequest, StreamListener>> all = new ArrayList<>(listeners);
        all.add(factory);
        return with(changed -> changed.listeners = List.copyOf(all));
    }

    public ChatSettings withExecutor(Executor other) {
        return with(changed -> changed.executor = other);
    }

    public ChatSettings withLimiter(@Nullable ConcurrencyLimiter other) {
        return with(changed -> changed.limiter = other);
    }

    public ChatSettings withTrace(Function<ChatRequest, TraceSink> factory) {
        return with(changed -> changed.trace = factory);
    }

    private ChatSettings with(Consumer<ChatSettings> change) {
        try {
            ChatSettings copy = (ChatSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    public StreamOptions options() {
        return options;
    }

    public StreamTimeouts timeouts() {
        return timeouts;
    }

    public @Nullable ConcurrencyLimiter limiter() {
        return limiter;
    }

    public RetryPolicy retry() {
        return retry;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * Returns the executor of subscribers: by default the threads that all chats share, with the caller's class loader.
     */
    public Executor executor() {
        return executor == null ? EventExecutor.ofCaller() : executor;
    }

    /**
     * Does what must happen on the caller's own thread before a stream. The listeners are created last, so that no
     * listener exists for a request that fails here.
     */
    PreparedRequest prepare(ChatRequest request, ChatTransport transport, ChatCodec codec) {
        ChatRequest asked = customized(request);
        EncodedRequest encoded = codec.encode(asked);
        ChunkDecoder chunks = codec.chunkDecoder(options.limits());
        StreamRedactor secrets = new StreamRedactor(List.of(transport), asked.headers());
        TraceSink traced = trace(asked, secrets);
        return new PreparedRequest(asked, encoded, chunks, listener(asked), traced, secrets);
    }

    /** Returns the request as the chat's customizer changes it. */
    public ChatRequest customized(ChatRequest request) {
        return customizer.apply(request);
    }

    /** Creates the listener of a stream, which throws nothing. */
    public StreamListener listener(ChatRequest asked) {
        return ListenerGroup.of(listeners, asked);
    }

    /** Creates the trace of a stream, which masks secrets. */
    public TraceSink trace(ChatRequest asked, StreamRedactor secrets) {
        return trace == null
                ? NO_TRACE
                : new RedactedTrace(
                        Objects.requireNonNull(trace.apply(asked), "the function for traces returned null"), secrets);
    }
}
