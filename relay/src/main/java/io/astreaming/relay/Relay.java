package io.astreaming.relay;

import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.Scheduler;
import io.astreaming.relay.log.EventId;
import io.astreaming.relay.log.InMemoryStreamLog;
import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.relay.log.StreamSealed;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node of a relay. It sends requests to the provider, keeps the answers in a {@link StreamLog}, and serves readers who
 * may leave and come back, to this node or to any other that uses the same log:
 *
 * <ul>
 *   <li>each reader receives the events one after another, without a gap and without a repetition;
 *   <li>all readers are told the same end, and if the producing node dies, they are told within
 *       {@link RelaySettings#silenceLimit()} and a second that the answer is truncated;
 *   <li>any node can stop a stream.
 * </ul>
 *
 * <p>No thread waits for a stream. Thread-safe. An application creates one relay and keeps it.
 */
public final class Relay {
    /** How long the last events of a stream that has ended stay in memory. */
    private static final Duration KEPT_AFTER_END = Duration.ofSeconds(30);

    /** How long a relay that closes waits for the log to accept the last ends. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final NodeContext node;
    private final Map<StreamId, Producer> producers = new ConcurrentHashMap<>();
    private final Map<StreamId, Tail> tails = new ConcurrentHashMap<>();
    private final Drain drain = new Drain();
    private final Runnable whenClosed;

    private Relay(NodeContext node, Runnable whenClosed) {
        this.node = node;
        this.whenClosed = whenClosed;
        node.log().onReconnect(this::checkLog);
        node.log().onStopRequest(id -> {
            Producer producer = producers.get(id);
            if (producer != null) {
                end(producer, Seal.cancelled("stopped"));
            }
        });
    }

    private void checkLog() {
        producers.values().forEach(producer -> producer.tasks.execute(producer::check));
    }

    /**
     * Creates a relay that keeps its streams in the memory of this process.
     *
     * @param settings how the relay works
     * @param maxBytes how much all streams together may hold, in bytes
     * @return the relay
     */
    public static Relay inMemory(RelaySettings settings, long maxBytes) {
        RelayThreads threads = new RelayThreads();
        return over(new InMemoryStreamLog(threads, maxBytes), threads, settings);
    }

    /**
     * Creates a relay with threads of its own: as many as there are processors, and one for timers. They end when the
     * relay has nothing to do, and after {@link #close}.
     *
     * @param log where the streams are kept; {@link #close} closes it
     * @param settings how the relay works
     * @return the relay
     */
    public static Relay over(StreamLog log, RelaySettings settings) {
        return over(log, new RelayThreads(), settings);
    }

    private static Relay over(StreamLog log, RelayThreads threads, RelaySettings settings) {
        return new Relay(new NodeContext(log, threads, threads.workers(), settings, RelayRules.ALL), threads::close);
    }

    /**
     * Creates a relay.
     *
     * @param log where the streams are kept; {@link #close} closes it
     * @param scheduler the clock and the timers
     * @param executor runs all work of streams, which never waits; subscribers of events are called on it, and must not
     *     wait either
     * @param settings how the relay works
     * @return the relay
     */
    public static Relay over(StreamLog log, Scheduler scheduler, Executor executor, RelaySettings settings) {
        return over(new NodeContext(log, scheduler, executor, settings, RelayRules.ALL));
    }

    static Relay over(NodeContext node) {
        return new Relay(node, () -> {});
    }

    /**
     * Begins a stream, or joins it if the log has one of this name.
     *
     * @param id the name: {@link StreamId#random()}, or {@link StreamId#derived} if the client gave an idempotency key
     * @param request what the log keeps of the request
     * @param upstream sends the request to the provider: is called only if the stream is begun here
     * @return the stream, which may have been begun by another request: its {@linkplain StreamHead#digest() digest} tells
     *     whether by the same one. Completes exceptionally with {@link LogUnreachableException} if the log can't be reached,
     *     and with {@link IllegalStateException} if this relay is closing; the provider wasn't asked then
     */
    public CompletionStage<RelayedStream> start(
            StreamId id, StreamRequest request, Supplier<Flow.Publisher<ReceivedChunk>> upstream) {
        Objects.requireNonNull(upstream, "upstream");
        CompletableFuture<RelayedStream> answer = new CompletableFuture<>();
        if (!drain.begin()) {
            answer.completeExceptionally(new IllegalStateException("the relay is closing and begins no more streams"));
            return answer;
        }
        StreamHead head = new StreamHead(
                request.owner(), StreamId.random().value(), node.log().node(), request.digest(), request.profile());
        Duration timeToLive = node.settings().maxDuration().plus(node.settings().retention());
        LogCall.make(
                () -> node.log().open(id, head, timeToLive),
                node.executor(),
                state -> {
                    boolean begun = state.head().nonce().equals(head.nonce());
                    if (begun) {
                        produce(new Producer(id, head, state, node, this::ended), upstream);
                    } else {
                        drain.end();
                    }
                    answer.complete(new RelayedStream(id, state, begun, this));
                },
                () -> {
                    drain.end();
                    answer.completeExceptionally(new LogUnreachableException());
                });
        return answer;
    }

    private void produce(Producer producer, Supplier<Flow.Publisher<ReceivedChunk>> upstream) {
        producers.put(producer.id, producer);
        if (drain.isOver()) {
            end(producer, Seal.truncated("shutdown"));
        }
        try {
            upstream.get().subscribe(producer);
        } catch (Throwable e) { // the application's code
            producer.onError(e);
        }
    }

    private static void end(Producer producer, Seal seal) {
        producer.tasks.execute(() -> producer.end(seal));
    }

    private void ended(Producer producer) {
        drain.end();
        node.scheduler().schedule(KEPT_AFTER_END, () -> producers.remove(producer.id, producer));
    }

    /**
     * Looks for a stream.
     *
     * @param id its name
     * @return the stream; null if there is none. The caller decides by its {@linkplain StreamHead#owner() owner} who may
     *     read it, and answers as if there were none otherwise. Completes exceptionally with
     *     {@link LogUnreachableException} if the log can't be reached
     */
    public CompletionStage<@Nullable RelayedStream> find(StreamId id) {
        CompletableFuture<@Nullable RelayedStream> answer = new CompletableFuture<>();
        LogCall.make(
                () -> node.log().state(id),
                node.executor(),
                state -> answer.complete(state == null ? null : new RelayedStream(id, state, false, this)),
                () -> answer.completeExceptionally(new LogUnreachableException()));
        return answer;
    }

    void subscribe(RelayedStream stream, LogState state, long after, Flow.Subscriber<? super RelayEvent> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        LiveStream live = producers.get(stream.id());
        if (live == null) {
            live = tails.computeIfAbsent(stream.id(), id -> new Tail(id, state, node, tail -> tails.remove(id, tail)));
        }
        LiveStream source = live;
        source.tasks.execute(() -> {
            if (source instanceof Tail tail && tail.isClosed()) {
                tails.remove(stream.id(), tail);
                subscribe(stream, state, after, subscriber);
                return;
            }
            Reader reader = new Reader(source, node, subscriber, after);
            subscriber.onSubscribe(reader);
            source.add(reader);
        });
    }

    CompletionStage<StreamSealed> stop(RelayedStream stream, LogState state) {
        Producer producer = producers.get(stream.id());
        if (producer != null) {
            end(producer, Seal.cancelled("stopped"));
        } else if (state.seal() == null) {
            node.log().requestStop(state.head().node(), stream.id());
        }
        StopCall call = new StopCall(stream.id(), node);
        stream.events(EventId.END).subscribe(call); // receives nothing but the end
        return call.answer();
    }

    /** {@return the clock and the timers of this relay, for those that serve its streams} */
    public Scheduler scheduler() {
        return node.scheduler();
    }

    /**
     * Begins no more streams, waits for those that this node produces, ends the rest, and closes the log.
     *
     * @param patience how long to wait for streams before they are ended as truncated
     * @return completes when all streams have ended and the log is closed: at the latest five seconds after {@code patience},
     *     even if the log can't be reached
     */
    public CompletionStage<Void> close(Duration patience) {
        Scheduler.Timer ending = node.scheduler().schedule(patience, () -> {
            drain.over();
            producers.values().forEach(producer -> end(producer, Seal.truncated("shutdown")));
        });
        Scheduler.Timer giveUp = node.scheduler().schedule(patience.plus(LAST_WRITES), drain::giveUp);
        return drain.finish().thenRun(() -> {
            ending.cancel();
            giveUp.cancel();
            tails.values().forEach(tail -> tail.tasks.execute(tail::close));
            node.log().close();
            whenClosed.run();
        });
    }
}
