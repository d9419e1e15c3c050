package io.astreaming.http.replay;

import io.astreaming.http.replay.Connection.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * Accepts clients, knows them all, and bounds what they take together: their number, and the memory of connections and of
 * requests that aren't whole. Belongs to the loop's thread, but for the count of streams.
 */
final class Connections implements EventLoop.Handler {
    static final int MOST = 4_096;
    static final long MOST_HELD = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final int COST_PLAIN = 3 << 10;
    private static final int COST_TLS = 96 << 10;
    private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final ServerSocketChannel listener;
    private final Answers answers;
    private final @Nullable SSLContext tls;
    private final SelectionKey key;
    private final long longestHead;
    private final Set<Connection> open = new HashSet<>();

    /** Those at each stage, in the order in which they came to it. */
    private final Map<Stage, Set<Connection>> byStage = new EnumMap<>(Stage.class);

    private final AtomicInteger openStreams = new AtomicInteger();
    private @Nullable ByteBuffer spare;
    private long held;

    Connections(
            EventLoop loop,
            ServerSocketChannel listener,
            Answers answers,
            @Nullable SSLContext tls,
            Duration longestHead)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.answers = answers;
        this.tls = tls;
        this.longestHead = longestHead.toNanos();
        key = loop.register(listener, SelectionKey.OP_ACCEPT, this);
        loop.execute(this::sweep);
    }

    EventLoop loop() {
        return loop;
    }

    Answers answers() {
        return answers;
    }

    AtomicInteger openStreams() {
        return openStreams;
    }

    Wire wire(SocketChannel channel) throws IOException {
        return tls == null ? Wire.plain(channel) : new TlsWire(channel, tls.createSSLEngine());
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

    /** How long a head may take from its first byte, in nanoseconds. */
    long longestHead() {
        return longestHead;
    }

    /** About how many bytes of memory a connection takes that keeps nothing of a request. */
    int costOfOne() {
        return tls == null ? COST_PLAIN : COST_TLS;
    }

    /** Keeps more bytes of memory, or fewer. */
    void hold(int more) {
        held += more;
    }

    /**
     * Lets go of connections while all together don't fit into memory: first those that are ending anyway, then those
     * whose request has been unfinished for longest, last the idle. So a crowd of unfinished requests pushes out itself,
     * and a request that comes in one go is served.
     */
    void makeRoom() {
        while (held > MOST_HELD) {
            Optional<Connection> next = Stream.of(Stage.FAREWELL, Stage.REQUEST, Stage.IDLE)
                    .flatMap(stage -> byStage(stage).stream())
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            next.get().giveWay();
        }
    }

    /** A buffer for what is received, empty. */
    ByteBuffer takeBuffer() {
        ByteBuffer buffer = spare == null ? Connection.newBuffer() : spare;
        spare = null;
        return buffer;
    }

    void giveBuffer(ByteBuffer buffer) {
        spare = buffer;
    }

    /** A connection comes to a stage. */
    void moved(Connection connection, Stage from, Stage to) {
        byStage(from).remove(connection);
        byStage(to).add(connection);
    }

    void closed(Connection connection, Stage from) {
        byStage(from).remove(connection);
        open.remove(connection);
        listen();
    }

    private Set<Connection> byStage(Stage stage) {
        return byStage.computeIfAbsent(stage, any -> new LinkedHashSet<>());
    }

    private void accept(SocketChannel channel) {
        try {
            Connection connection = new Connection(this, channel);
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
