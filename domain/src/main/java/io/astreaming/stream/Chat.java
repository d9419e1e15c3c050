package io.astreaming.stream;

import io.astreaming.client.ChatSettings;
import io.astreaming.client.EventExecutor;
import io.astreaming.client.FutureOutcome;
import io.astreaming.client.PreparedRequest;
import io.astreaming.client.StreamCall;
import io.astreaming.client.StreamSubscription;
import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The front door: asks one endpoint for streamed chat completions. It has two faces: {@link #stream} is pulled by the caller's
 * own thread; {@link #publisher} and {@link #listen} push, and need no thread for a stream that is silent.
 *
 * <p>Immutable and thread-safe; the {@code with} methods return changed copies. The transport stays the caller's to close.
 */
public final class Chat {
    private final ChatTransport transport;
    private final ChatCodec codec;
    private final ChatSettings settings;

    private Chat(ChatTransport transport, ChatCodec codec, ChatSettings settings) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.settings = settings;
    }

    /**
     * A door to one endpoint, with {@link StreamLimits#DEFAULT}, {@link StreamTimeouts#DEFAULT} and {@link RetryPolicy#DEFAULT}.
     *
     * @param transport carries bytes to the endpoint and back
     * @param codec reads and writes its JSON
     * @return the door
     */
    public static Chat over(ChatTransport transport, ChatCodec codec) {
        return new Chat(transport, codec, new ChatSettings());
    }

    /**
     * The same for an endpoint that wants something of every request, or refuses something: such as
     * {@code request -> request.withDefault(Parameter.INCLUDE_USAGE, false)}.
     *
     * @param customizer changes each request before it is sent; it takes the place of the one before
     * @return a changed copy
     */
    public Chat withRequestCustomizer(UnaryOperator<ChatRequest> customizer) {
        Objects.requireNonNull(customizer, "customizer");
        return with(changed -> changed.customizer = customizer);
    }

    /**
     * The same with other limits.
     *
     * @param other how much of a stream to take
     * @return a changed copy
     */
    public Chat withLimits(StreamLimits other) {
        Objects.requireNonNull(other, "limits");
        return with(changed -> changed.options = changed.options.withLimits(other));
    }

    /**
     * The same with other timeouts.
     *
     * @param other how long to wait
     * @return a changed copy
     */
    public Chat withTimeouts(StreamTimeouts other) {
        Objects.requireNonNull(other, "timeouts");
        return with(changed -> changed.timeouts = other);
    }

    /**
     * The same with another way to send again what got no answer.
     *
     * @param other when to; {@link RetryPolicy#NONE} for never
     * @return a changed copy
     */
    public Chat withRetry(RetryPolicy other) {
        Objects.requireNonNull(other, "retry");
        return with(changed -> changed.retry = other);
    }

    /**
     * The same with one more listener for each stream, beside those that are there already; they are called in the order in which
     * they were added.
     *
     * <p>The thread that calls {@link #stream}, {@link #listen} or {@link #outcome}, or that subscribes to a publisher, asks for
     * the listener, before anything is sent: there the caller's trace context, MDC and security context are to be found. The
     * hooks are called where the stream is read, which may be another thread. A factory that throws is treated as a
     * {@linkplain StreamListener hook} that throws: the stream goes on without this listener.
     *
     * @param factory makes the listener of a stream; it gets the request as it is sent
     * @return a changed copy
     */
    public Chat withListener(Function<ChatRequest, StreamListener> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(changed -> {
            List<Function<ChatRequest, StreamListener>> all = new ArrayList<>(changed.listeners);
            all.add(factory);
            changed.listeners = List.copyOf(all);
        });
    }

    /**
     * The same, with a trace of each stream. Secrets of the transport that the provider repeats are masked in the trace.
     *
     * <p>The trace is made on the thread that makes the {@linkplain #withListener listeners}. Unlike a listener, a trace that can't
     * be written ends its stream: what it throws, or the factory does, goes to the caller, as {@link TraceSink} says.
     *
     * @param factory makes the trace of a stream; it gets the request as it is sent and takes the place of the factory before
     * @return a changed copy
     */
    public Chat withTrace(Function<ChatRequest, TraceSink> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(changed -> changed.trace = factory);
    }

    /**
     * The same, calling subscribers and listeners elsewhere. Unless told, they are called on as many daemon threads as the machine has
     * cores, which all such streams share; so they must not block there for long. There they find the context class loader of the thread
     * that subscribed; an executor of the caller's own sees to that itself.
     *
     * <p>{@code Runnable::run} calls them where news comes in, which is the transport's own thread, or a timer's: nothing is faster,
     * since no other thread has to wake up for each piece of a stream. It is for those who never wait: one who does holds up all
     * streams of the transport, and one who waits there for another of them waits for ever.
     *
     * @param other where to call them; a task keeps its thread while there is something to tell, and never waits. It is not shut down
     * @return a changed copy
     */
    public Chat withExecutor(Executor other) {
        Objects.requireNonNull(other, "executor");
        return with(changed -> changed.executor = other);
    }

    /**
     * The same for streams of which the events are all that is wanted: a relay, a meter, an answer that is written on as it comes.
     * The completion in a stream's outcome then has no text, reasoning, refusal, audio or the like, only the
     * tool calls, how each choice finished, the usage and what the chunks said of themselves; so a stream takes the same memory
     * however long its text is. A {@link ResultStream}, whose result is read from the text, keeps it all the same.
     *
     * @return a changed copy
     */
    public Chat withoutContent() {
        return with(changed -> changed.options = changed.options.withoutContent());
    }

    /**
     * The same with another clock and other timers, for tests.
     *
     * @param other time as streams are to know it
     * @return a changed copy
     */
    public Chat withScheduler(Scheduler other) {
        Objects.requireNonNull(other, "scheduler");
        return with(changed -> changed.alarm = other);
    }

    /**
     * The same, but a stream that departs from the protocol in one of these ways fails instead of being healed.
     *
     * @param refused which departures to refuse, in place of those before; none by default
     * @return a changed copy
     */
    public Chat failOn(Set<Deviation> refused) {
        Set<Deviation> copy = Set.copyOf(refused);
        return with(changed -> changed.options = changed.options.failOn(copy));
    }

    private Chat with(Consumer<ChatSettings> change) {
        return new Chat(transport, codec, settings.with(change));
    }

    /**
     * Sends a request and opens the stream of its answer. Returns at once; whatever goes wrong from here on, a refusal by the
     * provider included, is the stream's {@linkplain ChatStream#outcome() outcome}.
     *
     * @param request what to ask
     * @return the stream, to be closed
     */
    public ChatStream stream(ChatRequest request) {
        PreparedRequest prepared = prepare(request);
        return new ChatStream(arrived -> call(prepared, arrived));
    }

    /**
     * Sends a request whose answer's text is to be a value, and opens the stream of that value while it grows. The request has
     * to ask for it: by the reader's {@linkplain ResultReader#format format}, or in words. A request whose last message is the
     * model's own, a prefill, has the value begin there.
     *
     * @param request what to ask
     * @param reader makes the value of the text
     * @return the stream, to be closed
     * @param <T> the value's type
     */
    public <T> ResultStream<T> stream(ChatRequest request, ResultReader<T> reader) {
        ResultSnapshots<T> snapshots = ResultSnapshots.ofText(reader, 0, ResultStream.prefill(request));
        return new ResultStream<>(
                with(changed -> changed.options = changed.options.withContent()).stream(request), snapshots);
    }

    /**
     * The events of an answer, pushed, whatever its outcome: a request that is refused ends with {@code onComplete} here, as any
     * other. Where a stream without {@code onError} counts as a success, as in Reactor, Mutiny and RxJava, take
     * {@link #textOrError} or {@link #eventsOrError} instead.
     *
     * <p>Each subscriber has a request sent of its own, when it first asks for events; then the
     * provider is read only as far as events are asked for. The last event is {@link StreamEnded}, whatever
     * happened, and completion follows. {@code onError} is for errors of the program alone, such as a request for no
     * events at all or a trace that throws. Cancelling the subscription releases the connection at once; how the stream ended then
     * is told to the {@linkplain #withListener listener}.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<ChatEvent> publisher(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(request, this::call, () -> call -> call.conductor().poll());
    }

    /**
     * The text of an answer, pushed, that ends with {@code onComplete} only if the outcome is
     * {@link io.astreaming.completion.Completed}; otherwise with {@code onError} and the
     * {@linkplain Outcome#error() outcome's error}, after the text that had arrived. This is what Reactor, Mutiny and RxJava expect.
     * Demand, connection and cancelling are as with {@link #publisher}.
     *
     * <p>The text is that of the choice with index 0, in pieces that aren't empty and don't end within a surrogate pair. An answer
     * without text, such as one that calls tools, completes without a piece.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<String> textOrError(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(request, this::call, TextPieces::new);
    }

    /**
     * The events of an answer, pushed as by {@link #publisher}, but ending with {@code onError} unless the outcome is
     * {@link io.astreaming.completion.Completed}: then the {@linkplain Outcome#error() outcome's error} takes the place of the last
     * event, {@link StreamEnded}.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<ChatEvent> eventsOrError(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(
                request, this::call, () -> call -> orThrow(call.conductor().poll()));
    }

    private static @Nullable ChatEvent orThrow(@Nullable ChatEvent event) {
        if (event instanceof StreamEnded ended) {
            var unused = ended.outcome().orThrow();
        }
        return event;
    }

    /**
     * What is received of an answer, pushed: each payload as it came, with the chunk in it and the events that follow from it.
     * Otherwise as {@link #publisher}.
     *
     * @param request what to ask
     * @return a publisher as Reactive Streams define it
     */
    public Flow.Publisher<ReceivedChunk> receivedPublisher(ChatRequest request) {
        Objects.requireNonNull(request, "request");
        return publisher(
                request,
                (prepared, arrived) -> {
                    StreamCall call = call(prepared, arrived);
                    call.keepReceived();
                    return call;
                },
                () -> call -> call.conductor().pollReceived());
    }

    /**
     * Sends a request and calls a listener with each event of its answer, one at a time, {@link StreamEnded} as the
     * last. While the listener is busy, the provider has to wait. Cancelling the future ends the stream and releases its connection at
     * once; the listener hears of it by a last event that holds a {@link io.astreaming.completion.Cancelled}.
     *
     * @param request what to ask
     * @param listener called on the {@linkplain #withExecutor executor}; if it throws, the stream is cancelled
     * @return the outcome; completes exceptionally only with what the listener, a trace or the like threw
     */
    public CompletableFuture<Outcome> listen(ChatRequest request, Consumer<ChatEvent> listener) {
        FutureOutcome outcome = new FutureOutcome(listener);
        publisher(request).subscribe(outcome);
        return outcome;
    }

    /**
     * Sends a request and gives the outcome once there is one.
     *
     * @param request what to ask
     * @return as {@link #listen} gives it
     */
    public CompletableFuture<Outcome> outcome(ChatRequest request) {
        return listen(request, event -> {});
    }

    private PreparedRequest prepare(ChatRequest request) {
        return settings.prepare(request, transport, codec);
    }

    private StreamCall call(PreparedRequest prepared, Runnable arrived) {
        return new StreamCall(prepared, transport, codec, settings, arrived);
    }

    private <T> Flow.Publisher<T> publisher(
            ChatRequest request,
            BiFunction<PreparedRequest, Runnable, StreamCall> calls,
            Supplier<Function<StreamCall, @Nullable T>> items) {
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            Executor where = settings.executor == null ? EventExecutor.ofCaller() : settings.executor;
            StreamSubscription<T> subscription = new StreamSubscription<>(subscriber, items.get(), where);
            subscriber.onSubscribe(subscription);
            subscription.start(() -> {
                PreparedRequest prepared = prepare(request);
                return arrived -> calls.apply(prepared, arrived);
            });
        };
    }
}
