package io.astreaming.http.replay;

import io.astreaming.http.replay.Reply.Reuse;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One client: reads its requests, has them answered one after the other, and sees at once when it goes away; one that only
 * says that it won't send any more looks just the same. Belongs to the loop's thread.
 */
final class Connection implements EventLoop.Handler {
    private static final int INPUT_BYTES = 8 << 10;
    private static final int MOST_READS = 32;
    private static final long LONGEST_REQUEST = TimeUnit.MINUTES.toNanos(5);
    private static final long LONGEST_FAREWELL = TimeUnit.SECONDS.toNanos(5);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the client's bytes are for. */
    private enum Stage {
        REQUEST,
        /** They wait until the response is sent. */
        RESPONSE,
        /** For nobody. But a client that is still sending when the connection closes may never see the response. */
        FAREWELL,
        CLOSED
    }

    interface Task {
        void run() throws IOException;
    }

    private final Connections all;
    private final SocketChannel channel;
    private final Wire wire;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(INPUT_BYTES);
    private RequestReader reader = new RequestReader();
    private Stage stage = Stage.REQUEST;
    private Reuse reuse = Reuse.WELCOME;
    private long deadline = System.nanoTime() + LONGEST_REQUEST;
    private int held;
    private @Nullable Playback playback;

    Connection(Connections all, SocketChannel channel) throws IOException {
        this.all = all;
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        wire = all.wire(channel);
        key = all.loop().register(channel, SelectionKey.OP_READ, this);
    }

    @Override
    public void ready() {
        guard(() -> {
            if (key.isReadable()) {
                receive();
            }
            if (stage != Stage.CLOSED && key.isWritable() && wire.flush()) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                if (playback != null) {
                    playback.proceed();
                }
            }
        });
    }

    @Override
    public void stop() {
        close(false);
    }

    /** Runs something that may fail: whatever a client does costs its own connection and nothing else. */
    void guard(Task task) {
        try {
            task.run();
        } catch (SSLException e) {
            tellWhy();
            close(false);
        } catch (IOException | RuntimeException e) {
            close(false);
        }
    }

    void awaitWritable() {
        key.interestOpsOr(SelectionKey.OP_WRITE);
    }

    /** The response is sent. */
    void finished(Script script) throws IOException {
        playback = null;
        if (script.isPersistent()) {
            stage = Stage.REQUEST;
            reuse = script.reply().reuse();
            deadline = System.nanoTime() + LONGEST_REQUEST;
        } else {
            stage = Stage.FAREWELL;
            deadline = System.nanoTime() + LONGEST_FAREWELL;
            wire.end();
        }
        all.loop().execute(() -> guard(this::receive));
    }

    /** Closes the connection now, with a reset if that is wanted. */
    void close(boolean reset) {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        hold(0);
        all.closed(this);
        if (playback != null) {
            playback.stop();
        }
        try (channel) {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // It is closed, one way or the other.
        }
    }

    /** Closes it if the client keeps the server waiting. */
    void closeIfLate(long now) {
        if ((stage == Stage.REQUEST || stage == Stage.FAREWELL) && now - deadline > 0) {
            close(false);
        }
    }

    private void tellWhy() {
        try {
            wire.end();
        } catch (IOException | RuntimeException e) {
            // Nobody is there to be told.
        }
    }

    private void receive() throws IOException {
        for (int reads = 0; stage != Stage.CLOSED; reads++) {
            if (reads == MOST_READS) {
                all.loop().execute(() -> guard(this::receive));
                return;
            }
            int n = wire.read(in);
            if (n < 0) {
                close(false);
                return;
            }
            if (stage == Stage.FAREWELL) {
                in.clear();
            } else if (stage == Stage.REQUEST) {
                parse();
            }
            if (n == 0) {
                break;
            }
        }
        if (stage != Stage.CLOSED) {
            listen();
        }
    }

    /** Accounts for what is kept of a request, and says whether it still fits. */
    private boolean hold(int bytes) {
        boolean fits = all.hold(bytes - held);
        held = bytes;
        return fits;
    }

    /** As long as there is room for what the client says; and lets go what a handshake couldn't send. */
    private void listen() throws IOException {
        if (in.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_READ);
        } else {
            key.interestOpsAnd(~SelectionKey.OP_READ);
        }
        if (!wire.flush()) {
            awaitWritable();
        }
    }

    private void parse() throws IOException {
        if (reuse == Reuse.RESET && in.position() > 0) {
            close(true);
            return;
        }
        boolean complete = reader.feed(in.flip());
        in.compact();
        if (!hold(reader.bodySize())) {
            reader.refuse(503, "the requests of all clients don't fit into memory");
            complete = true;
        }
        if (complete && reuse == Reuse.CLOSE) {
            close(false);
        } else if (complete) {
            answer(reader);
        } else if (reader.hasToBeAskedForTheBody() && !wire.write(ByteBuffer.wrap(CONTINUE))) {
            close(false);
        }
    }

    private void answer(RequestReader request) throws IOException {
        stage = Stage.RESPONSE;
        reader = new RequestReader();
        hold(0);
        Reply refusal = request.refusal();
        Script script = refusal == null
                ? all.answers().to(request.request(), request.terms())
                : Script.of(refusal, request.terms());
        playback = new Playback(script, all.answers().pace(script.reply()), wire, all, this);
        playback.proceed();
    }
}
