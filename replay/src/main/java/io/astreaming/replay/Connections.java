package io.astreaming.replay;

import io.astreaming.replay.Connection.Stage;
import io.astreaming.replay.net.ByteChannel;
import io.astreaming.replay.net.EventLoop;
import io.astreaming.replay.net.TlsChannel;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Accepts clients, knows them all, and bounds what they take together: their number, and the memory of connections and
 * of requests that aren't whole. Belongs to the loop's thread, but for the count of streams.
 */
final class Connections implements EventLoop.Handler, Connection.Registry {
    static final int MOST = 4_096;
    private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final ServerSocketChannel listener;
    private final @Nullable SSLContext tls;
    private final Connection.Shared shared;
    private final MemoryBudget memory;
    private final SelectionKey key;
    private final Set<Connection> open = new HashSet<>();

    /** Those at each stage, in the order in which they came to it. */
    private final Map<Stage, Set<Connection>> byStage = new EnumMap<>(Stage.class);

    Connections(
            EventLoop loop,
            ServerSocketChannel listener,
            RequestRouter answers,
            @Nullable SSLContext tls,
            Duration longestHead)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.tls = tls;
        memory = new MemoryBudget(tls != null);
        shared = new Connection.Shared(loop, answers, memory, new AtomicInteger(), longestHead.toNanos());
        key = loop.register(listener, SelectionKey.OP_ACCEPT, this);
        loop.execute(this::sweep);
    }

    /** How many responses are being sent; any thread may ask. */
    int openStreams() {
        return shared.openStreams().get();
    }

    @Override
    public void ready() {
        try {
            SocketChannel channel = null;
            while (open.size() < MOST && (channel = listener.accept()) != null) {
                accept(channel);
            }
            if (channel != null) {
                key.interestOps(0);
            }
        } catch (IOException | RuntimeException | Error e) {
            // The process has no file or no memory left, perhaps. The next sweep tries again.
            key.interestOps(0);
        }
    }

    @Override
    public void stop() {
        close(listener);
    }

    /**
     * Lets go of connections while all together don't fit into memory: first those that are ending anyway, then those
     * whose request has been unfinished for longest, last the idle. So a crowd of unfinished requests pushes out
     * itself, and a request that comes in one go is served.
     */
    @Override
    public void makeRoom() {
        while (memory.isExceeded()) {
            Optional<Connection> next = Stream.of(Stage.CLOSING, Stage.REQUEST, Stage.IDLE)
                    .flatMap(stage -> byStage(stage).stream())
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            next.get().giveWay();
        }
    }

    @Override
    public void moved(Connection connection, Stage from, Stage to) {
        byStage(from).remove(connection);
        byStage(to).add(connection);
    }

    @Override
    public void closed(Connection connection, Stage from) {
        byStage(from).remove(connection);
        open.remove(connection);
        listen();
    }

    private Set<Connection> byStage(Stage stage) {
        return byStage.computeIfAbsent(stage, any -> new LinkedHashSet<>());
    }

    private void accept(SocketChannel channel) {
        try {
            ByteChannel wire =
                    tls == null ? ByteChannel.plain(channel) : new TlsChannel(channel, tls.createSSLEngine());
            Connection connection = new Connection(shared, this, channel, wire);
            open.add(connection);
            connection.begin();
        } catch (IOException | RuntimeException | Error e) {
            close(channel);
        }
    }

    private void listen() {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** Closes the connections of those who keep the server waiting, and listens again. */
    private void sweep() {
        loop.schedule(SWEEP, this::sweep);
        long now = System.nanoTime();
        boolean crowded = open.size() >= MOST;
        List.copyOf(open).forEach(connection -> connection.endIfLate(now, crowded));
        listen();
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody can do anything about it.
        }
    }
}
