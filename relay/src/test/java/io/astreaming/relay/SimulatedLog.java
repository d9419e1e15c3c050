package io.astreaming.relay;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.relay.log.TailListener;
import io.astreaming.relay.log.WriteResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node's connection to the simulated log: it takes time, it breaks, and answers get lost. */
final class SimulatedLog implements StreamLog {
    private static final int PAGE = 7;

    private final SimulatedNode node;
    private final SimulatedWorld world;
    private Consumer<StreamId> stopListener = id -> {};
    private Runnable reconnectListener = () -> {};

    SimulatedLog(SimulatedNode node, SimulatedWorld world) {
        this.node = node;
        this.world = world;
        world.logs.put(node.name, this);
    }

    @Override
    public CompletionStage<LogState> open(StreamId id, StreamHead head, Duration timeToLive) {
        return call(null, () -> world.store.open(id, head, world.connection));
    }

    @Override
    public CompletionStage<WriteResult> append(StreamId id, long connection, List<StoredEvent> events) {
        return call(connection, () -> world.store.append(id, events));
    }

    @Override
    public CompletionStage<WriteResult> appendAlive(StreamId id, long connection, long last) {
        return call(connection, () -> world.store.alive(id, last));
    }

    @Override
    public CompletionStage<WriteResult> seal(StreamId id, Seal seal, @Nullable Long connection, Duration retention) {
        return call(connection, () -> world.store.seal(id, seal));
    }

    @Override
    public CompletionStage<@Nullable LogState> state(StreamId id) {
        return call(null, () -> world.store.state(id, world.connection));
    }

    @Override
    public CompletionStage<@Nullable Page> read(StreamId id, long connection, long after, int maxBytes) {
        return call(connection, () -> world.store.read(id, after, PAGE));
    }

    /** The command reaches the server after a while, and the answer comes back after another while, or one is lost. */
    private <T> CompletionStage<T> call(@Nullable Long connection, Supplier<T> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        long sentOn = world.connection;
        long there = 1L + world.random.nextInt(8);
        long back = 1L + world.random.nextInt(8);
        world.time.after(there, () -> arrive(connection, sentOn, command, answer, back));
        return answer;
    }

    private <T> void arrive(
            @Nullable Long connection, long sentOn, Supplier<T> command, CompletableFuture<T> answer, long back) {
        boolean stale = sentOn != world.connection || (connection != null && connection != world.connection);
        boolean careless = world.plant == Plant.NO_QUESTION_AFTER_FAILURE;
        if (world.isDown()) {
            if (world.plant == Plant.REPLAYED_WRITES) {
                world.time.after(20, () -> arrive(null, world.connection, command, answer, back));
                return;
            }
            fail(answer, 50);
        } else if (stale && !careless && world.plant != Plant.REPLAYED_WRITES) {
            fail(answer, back);
        } else if (world.random.nextInt(1000) < world.lostPerMille) {
            if (world.random.nextBoolean()) {
                var unused = command.get(); // done, but the answer is lost
            }
            fail(answer, 100);
        } else {
            T result = command.get();
            world.time.after(back, () -> node.run(() -> answer.complete(result)));
        }
    }

    private void fail(CompletableFuture<?> answer, long millis) {
        world.time.after(millis, () -> node.run(() -> answer.completeExceptionally(new IOException("no answer"))));
    }

    @Override
    public Runnable follow(StreamId id, long after, TailListener listener) {
        Follower follower = new Follower(id, after, listener);
        node.schedule(Duration.ofMillis(5), follower::first);
        return () -> follower.closed = true;
    }

    private final class Follower {
        private final StreamId id;
        private final TailListener listener;
        private long told;
        private int lives;
        private long connection = world.connection;
        private boolean closed;

        Follower(StreamId id, long after, TailListener listener) {
            this.id = id;
            this.listener = listener;
            told = after;
            lives = world.store.signsOfLife(id);
        }

        void first() {
            LogState state = world.store.state(id, 0);
            if (world.plant == Plant.FOLLOW_FROM_NOW && state != null) {
                told = state.last();
            }
            ask();
        }

        void ask() {
            if (closed || node.isDead()) {
                return;
            }
            long wait = 100;
            if (world.isDown() || connection != world.connection) {
                connection = world.connection;
                listener.unreachable();
            } else {
                Page page = world.store.read(id, told, PAGE);
                int livesNow = world.store.signsOfLife(id);
                if (page == null) {
                    closed = true;
                    listener.gone();
                    return;
                }
                if (!page.events().isEmpty() || page.seal() != null || livesNow != lives) {
                    lives = livesNow;
                    told = page.events().isEmpty()
                            ? told
                            : page.events().get(page.events().size() - 1).number();
                    wait = 10;
                    listener.page(page);
                } else {
                    listener.quiet();
                }
            }
            node.schedule(Duration.ofMillis(wait), this::ask);
        }
    }

    @Override
    public String node() {
        return node.name;
    }

    @Override
    public void requestStop(String target, StreamId id) {
        SimulatedLog log = world.logs.get(target);
        if (log != null && !world.isDown()) {
            world.time.after(3, () -> log.node.run(() -> log.stopListener.accept(id)));
        }
    }

    @Override
    public void onStopRequest(Consumer<StreamId> listener) {
        stopListener = listener;
    }

    @Override
    public void onReconnect(Runnable listener) {
        reconnectListener = listener;
    }

    void reconnected() {
        world.time.after(world.random.nextInt(1_000), () -> node.run(reconnectListener));
    }

    @Override
    public void close() {}
}
