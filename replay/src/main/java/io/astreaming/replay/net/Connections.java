package io.astreaming.replay.net;

import io.astreaming.replay.net.Connection.Stage;
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
 * Accepts connections and bounds them: their number, and the memory that they and their incomplete requests take.
 * Confined to the event loop's thread, except {@link #responses} and {@link #cutStreams}.
 */
final class Connections implements EventLoop.Handler, Connection.Registry {
    private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final ServerSocketChannel listener;
    private final @Nullable SSLContext tls;
    private final ConnectionContext context;
    private final MemoryBudget memory;
    private final int max;
    private final SelectionKey key;
    private final Set<Connection> open = new HashSet<>();

    /** The connections in each stage, in the order in which they entered it. */
    private final Map<Stage, Set<Connection>> byStage = new EnumMap<>(Stage.class);

    Connections(
            EventLoop loop,
            ServerSocketChannel listener,
            Responder responder,
            @Nullable SSLContext tls,
            int max,
            Duration headTimeout)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.tls = tls;
        this.max = max;
        memory = new MemoryBudget(tls != null);
        context = new ConnectionContext(loop, responder, memory, headTimeout.toNanos());
        key = loop.register(listener, SelectionKey.OP_ACCEPT, this);
        loop.execute(this::sweep);
    }

    /** Returns how many responses are being sent; any thread may call this. */
    int responses() {
        AtomicInteger count = new AtomicInteger();
        loop.executeAndWait(() -> count.set(byStage(Stage.RESPONSE).size()));
        return count.get();
    }

    /** Closes the connections whose response is being sent, before it returns; any thread may call this. */
    void cutStreams() {
        loop.executeAndWait(() -> List.copyOf(byStage(Stage.RESPONSE)).forEach(Connection::stop));
    }

    @Override
    public void ready() {
        try {
            SocketChannel channel = null;
            while (open.size() < max && (channel = listener.accept()) != null) {
                accept(channel);
            }
            if (channel != null) {
                key.interestOps(0);
            }
        } catch (IOException | RuntimeException | Error e) {
            // The process may have run out of files or memory. The next sweep tries again.
            key.interestOps(0);
        }
    }

    @Override
    public void stop() {
        close(listener);
    }

    /**
     * Closes connections while all together exceed the memory: first those that are closing anyway, then those whose
     * request has been incomplete for longest, then idle ones. So many incomplete requests displace each other, and a
     * request that arrives at once is served.
     */
    @Override
    public void enforceBudget() {
        while (memory.isExceeded()) {
            Optional<Connection> next = Stream.of(Stage.CLOSING, Stage.REQUEST, Stage.IDLE)
                    .flatMap(stage -> byStage(stage).stream())
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            next.get().evict();
        }
    }

    @Override
    public void stageChanged(Connection connection, Stage from, Stage to) {
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
            Connection connection = new Connection(context, this, channel, wire);
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

    /** Closes connections that have timed out, and accepts new ones again. */
    private void sweep() {
        loop.schedule(SWEEP, this::sweep);
        long now = System.nanoTime();
        boolean full = open.size() >= max;
        List.copyOf(open).forEach(connection -> connection.endIfTimedOut(now, full));
        listen();
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing more to do about it.
        }
    }
}
