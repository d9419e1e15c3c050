package io.astreaming.stream;

import io.astreaming.client.CallFactory;
import io.astreaming.client.ChatSettings;
import io.astreaming.client.EndpointCalls;
import io.astreaming.client.ItemSource;
import io.astreaming.client.OutcomeFuture;
import io.astreaming.client.StreamCall;
import io.astreaming.client.StreamSubscription;
import io.astreaming.completion.Outcome;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.failover.FailoverCalls;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.ResultReader;
import io.astreaming.port.Scheduler;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.value.Deviation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: asks one endpoint, or one of several, for streamed chat completions. With {@link #stream} the caller's own thread pulls
 * the events; {@link #publisher} and {@link #listen} push them, and a stream that is idle occupies no thread.
 *
 * <p>Immutable and thread-safe; the {@code with} methods return changed copies. {@link #close} closes the transports.
 */
public final class Chat implements AutoCloseable {
    private final CallFactory calls;
    private final ChatSettings settings;

    private Chat(CallFactory calls, ChatSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /**
     * Creates a chat for one endpoint, with {@link StreamLimits#DEFAULT}, {@link StreamTimeouts#DEFAULT} and
     * {@link RetryPolicy#DEFAULT}.
     *
     * @param transport sends requests to the endpoint and receives its responses
     * @param codec reads and writes the endpoint's JSON
     * @return the chat
     */
    public static Chat over(ChatTransport transport, ChatCodec codec) {
        return new Chat(new EndpointCalls(transport, codec), ChatSettings.DEFAULT);
    }

    /**
     * Creates a chat for several endpoints, each of which could answer. If one fails before the first content has
     * arrived, another is asked; nothing is read before that by the caller, and nothing is asked again afterwards. The
     * retry policy and the total timeout hold for all attempts at all endpoints together, the other timeouts for each
     * attempt anew.
     *
     * @param endpoints the endpoints, at least one, with different names
     * @param policy chooses the endpoint of each attempt
     * @return the chat
     * @throws IllegalArgumentException if there is no endpoint, or two have the same name
     */
    public static Chat over(List<Endpoint> endpoints, EndpointPolicy policy) {
        return new Chat(new FailoverCalls(endpoints, policy), ChatSettings.DEFAULT);
    }

    /**
     * Returns a copy that changes every request before it is sent, for an endpoint that requires or rejects certain
     * parameters: such as {@code request -> request.withDefault(Parameter.INCLUDE_USAGE, false)}.
     *
     * @param customizer changes each request before it is sent; replaces an earlier customizer
     * @return a changed copy
     */
    public Chat withRequestCustomizer(UnaryOperator<ChatRequest> customizer) {
        Objects.requireNonNull(customizer, "customizer");
        return with(settings.withCustomizer(customizer));
    }

    /**
     * Returns a copy with other limits.
     *
     * @param other how much of a stream to accept
     * @return a changed copy
     */
    public Chat withLimits(StreamLimits other) {
        Objects.requireNonNull(other, "limits");
        return with(settings.withOptions(options -> options.withLimits(other)));
    }

    /**
     * Returns a copy with other timeouts.
     *
     * @param other how long to wait
     * @return a changed copy
     */
    public Chat withTimeouts(StreamTimeouts other) {
        Objects.requireNonNull(other, "timeouts");
        return with(settings.withTimeouts(other));
    }

    /**
     * Returns a copy with another policy for repeating requests that got no answer.
     *
     * @param other when to retry; {@link RetryPolicy#NONE} for never
     * @return a changed copy
     */
    public Chat withRetry(RetryPolicy other) {
        Objects.requireNonNull(other, "retry");
        return with(settings.withRetry(other));
    }

    /**
     * Returns a copy with one more listener for each stream, in addition to those added before. Listeners are called in
     * the order in which they were added.
     *
     * <p>The factory runs on the thread that calls {@link #stream}, {@link #listen} or {@link #outcome}, or that
     * subscribes to a publisher, before anything is sent: there the caller's trace context, MDC and security context
     * are available. The hooks run on the thread that reads the stream, which may be another one. A factory that throws
     * is treated as a {@linkplain StreamListener hook} that throws: the stream continues without this listener.
     *
     * @param factory creates the listener of a stream; receives the request that is sent
     * @return a changed copy
     */
    public Chat withListener(Function<ChatRequest, StreamListener> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(settings.withListener(factory));
    }

    /**
     * Returns a copy that writes a trace of each stream. If the provider repeats secrets of the transport, the trace
     * masks them.
     *
     * <p>The factory runs on the same thread as the factories of {@linkplain #withListener listeners}. Unlike a
     * listener, a trace that can't be written ends its stream: the caller gets the exception of the trace or of the
     * factory, as {@link TraceSink} says.
     *
     * @param factory creates the trace of a stream; receives the request that is sent. Replaces an earlier factory
     * @return a changed copy
     */
    public Chat withTrace(Function<ChatRequest, TraceSink> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(settings.withTrace(factory));
    }

    /**
     * Returns a copy whose streams take turns with all others of a limiter. A stream that gets no turn ends as failed,
     * with a {@link io.astreaming.error.ConcurrencyException}. A pulled stream asks for its turn when it is opened, and
     * takes it when it is read.
     *
     * @param limiter bounds how many streams are open at once; may be shared with other chats
     * @return a changed copy
     */
    public Chat withConcurrencyLimiter(ConcurrencyLimiter limiter) {
        Objects.requireNonNull(limiter, "limiter");
        return with(settings.withLimiter(limiter));
    }

    /**
     * Returns a copy that calls subscribers and listeners on another executor. By default they are called on as many
     * daemon threads as the machine has cores, which all such streams share; so they must not block there for long. The
     * default threads have the context class loader of the thread that subscribed; a custom executor is responsible for
     * that itself.
     *
     * <p>{@code Runnable::run} calls them on the thread that receives the bytes, which is the transport's own thread,
     * or a timer's. That is the fastest way, since no other thread has to wake up for each piece of a stream, but such
     * a subscriber must never block: blocking delays all streams of the transport, and waiting there for another of
     * these streams is a deadlock.
     *
     * @param other where to call them. A task keeps its thread as long as there are events to deliver, and never waits.
     *     The executor isn't shut down
     * @return a changed copy
     */
    public Chat withExecutor(Executor other) {
        Objects.requireNonNull(other, "executor");
        return with(settings.withExecutor(other));
    }

    /**
     * Returns a copy for callers that need only the events: a relay, a meter, a program that writes each piece at once.
     * The completion in a stream's outcome then has no text, reasoning, refusal, audio or similar content, only the
     * tool calls, the finish reason of each choice, the usage and the metadata of the chunks; so the memory of a stream
     * doesn't grow with its text. A {@link ResultStream} still keeps the text, since it reads its result from it.
     *
     * @return a changed copy
     */
    public Chat withoutContent() {
        return with(settings.withOptions(StreamOptions::withoutContent));
    }

    /**
     * Returns a copy with another clock and other timers, for tests.
     *
     * @param other the clock and the timers of streams
     * @return a changed copy
     */
    public Chat withScheduler(Scheduler other) {
        Objects.requireNonNull(other, "scheduler");
        return with(settings.withScheduler(other));
    }

    /**
     * Returns a copy for which a stream with one of these deviations from the protocol fails instead of being healed.
     *
     * @param refused the deviations that end a stream; replaces an earlier set. Empty by default
     * @return a changed copy
     */
    public Chat failOn(Set<Deviation> refused) {
        Set<Deviation> copy = Set.copyOf(refused);
        return with(settings.withOptions(options -> options.failOn(copy)));
    }

    /**
     * Returns which endpoint this chat asks, for metrics and spans.
     *
     * @return the base URL without user, password and query; null if the transport names none, or there are several
     *     endpoints
     */
    public @Nullable String endpoint() {
        return calls.endpoint();
    }

    ChatSettings settings() {
        return settings;
    }

    private Chat with(ChatSettings changed) {
        return new Chat(calls, changed);
    }

    /**
     * Sends a request and opens the stream of its answer. Returns at once; any later failure, including a rejection by
     * the provider, is the stream's {@linkplain ChatStream#outcome() outcome}.
     *
     * @param request what to ask
     * @return the stream; the caller closes it
     */
    public ChatStream stream(ChatRequest request) {
        return new ChatStream(calls.prepare(request, settings));
    }

    /**
     * Sends a request whose answer is to be read as a value, and opens the stream of snapshots of that value. The
     * request has to ask the model for it: by the reader's {@linkplain ResultReader#format format}, or in the prompt.
     * If the request's last message is an assistant message (a prefill), the value's text begins with that message.
     *
     * @param request what to ask
     * @param reader reads the value from the text
     * @return the stream; the caller closes it
     * @param <T> the value's type
     */
    public <T> ResultStream<T> stream(ChatRequest request, ResultReader<T> reader) {
        ResultSnapshots<T> snapshots = ResultSnapshots.ofText(reader, 0, ResultStream.prefill(request));
        return new ResultStream<>(with(settings.withOptions(StreamOptions::withContent)).stream(request), snapshots);
    }

    /**
     * Returns a publisher of an answer's events. It ends with {@code onComplete} whatever the outcome, even if the
     * provider rejects the request. For libraries that treat a stream without {@code onError} as a success, such as
     * Reactor, Mutiny and RxJava, use {@link #textOrError} or {@link #eventsOrError} instead.
     *
     * <p>Each subscription sends its own request, as soon as the subscriber first requests events; from then on the
     * response is read only as far as the subscriber requests events. The last event is always {@link StreamEnded},
     * followed by {@code onComplete}. {@code onError} reports only errors of the program, such as a demand of zero
     * events or a trace that throws. Cancelling the subscription releases the connection at once; the
     * {@linkplain #withListener listener} then receives the outcome.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<ChatEvent> publisher(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(request, call -> {}, () -> call -> call.engine().poll());
    }

    /**
     * Returns a publisher of an answer's text that ends with {@code onComplete} only if the outcome is
     * {@link io.astreaming.completion.Completed}; otherwise, after the text that arrived, with {@code onError} and the
     * {@linkplain Outcome#error() outcome's error}. This is what Reactor, Mutiny and RxJava expect. Demand, connection
     * and cancellation work as with {@link #publisher}.
     *
     * <p>The text is that of the choice with index 0, in pieces that aren't empty and don't end within a surrogate
     * pair. An answer without text, such as one that calls tools, completes without a piece.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<String> textOrError(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(request, call -> {}, TextPieces::new);
    }

    /**
     * Returns a publisher of an answer's events as {@link #publisher} does, but it ends with {@code onError} unless the
     * outcome is {@link io.astreaming.completion.Completed}: the {@linkplain Outcome#error() outcome's error} then
     * replaces the last event, {@link StreamEnded}.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<ChatEvent> eventsOrError(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(
                request, call -> {}, () -> call -> orThrow(call.engine().poll()));
    }

    private static @Nullable ChatEvent orThrow(@Nullable ChatEvent event) {
        if (event instanceof StreamEnded ended) {
            var unused = ended.outcome().orThrow();
        }
        return event;
    }

    /**
     * Returns a publisher of the received payloads of an answer, each verbatim, with its chunk and the events that
     * result from it. Otherwise it works as {@link #publisher} does.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<ReceivedChunk> receivedPublisher(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(
                request, StreamCall::keepReceived, () -> call -> call.engine().pollReceived());
    }

    /**
     * Sends a request and calls a listener with each event of its answer, one at a time, {@link StreamEnded} as the
     * last. While the listener is busy, no more of the response is read. Cancelling the future ends the stream and
     * releases its connection at once; the listener then receives a last event with a
     * {@link io.astreaming.completion.Cancelled}.
     *
     * @param request what to ask
     * @param listener called on the {@linkplain #withExecutor executor}; if it throws, the stream is cancelled
     * @return the outcome; completes exceptionally only with an exception that the listener, a trace or similar code of
     *     the caller threw
     */
    public CompletableFuture<Outcome> listen(ChatRequest request, Consumer<ChatEvent> listener) {
        OutcomeFuture outcome = new OutcomeFuture(listener);
        publisher(request).subscribe(outcome);
        return outcome;
    }

    /**
     * Sends a request and returns a future of its outcome.
     *
     * @param request what to ask
     * @return the outcome, as from {@link #listen}
     */
    public CompletableFuture<Outcome> outcome(ChatRequest request) {
        return listen(request, event -> {});
    }

    private <T> Flow.Publisher<T> publisher(
            ChatRequest request, Consumer<StreamCall> change, Supplier<ItemSource<T>> items) {
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            StreamSubscription<T> subscription = new StreamSubscription<>(subscriber, items.get(), settings.executor());
            subscriber.onSubscribe(subscription);
            subscription.start(() -> {
                Function<Runnable, StreamCall> prepared = calls.prepare(request, settings);
                return wakeReader -> {
                    StreamCall call = prepared.apply(wakeReader);
                    change.accept(call);
                    return call;
                };
            });
        };
    }

    /**
     * Closes the transports, and with them the connections of all chats that share it, such as changed copies of this one.
     * Open streams continue to their ends; new ones fail. An application creates a chat once and closes it when it
     * ends.
     */
    @Override
    public void close() {
        calls.close();
    }
}
