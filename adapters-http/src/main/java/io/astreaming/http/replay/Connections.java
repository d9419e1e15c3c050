package io.astreaming.http.replay;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Accepts clients and knows them all. Belongs to the loop's thread, but for the count of streams. */
final class Connections implements EventLoop.Handler {
    static final int MOST = 4_096;
    static final long MOST_HELD = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final ServerSocketChannel listener;
    private final Answers answers;
    private final @Nullable SSLContext tls;
    private final SelectionKey key;
    private final Set<Connection> open = new HashSet<>();
    private final AtomicInteger openStreams = new AtomicInteger();
    private long held;

    Connections(EventLoop loop, ServerSocketChannel listener, Answers answers, @Nullable SSLContext tls)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.answers = answers;
        this.tls = tls;
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
        } catch (IOException e) {
            // The process has no file left, perhaps. The next sweep tries again.
            key.interestOps(0);
        }
    }

    @Override
    public void stop() {
        close(listener);
    }

    /** Keeps more bytes of requests, or fewer, and says whether all of them still fit into memory. */
    boolean hold(int more) {
        held += more;
        return held <= MOST_HELD;
    }

    void closed(Connection connection) {
        open.remove(connection);
        listen();
    }

    private void accept(SocketChannel channel) {
        try {
            open.add(new Connection(this, channel));
        } catch (IOException | RuntimeException e) {
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
        long now = System.nanoTime();
        List.copyOf(open).forEach(connection -> connection.closeIfLate(now));
        listen();
        loop.schedule(SWEEP, this::sweep);
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody can do anything about it.
        }
    }
}
