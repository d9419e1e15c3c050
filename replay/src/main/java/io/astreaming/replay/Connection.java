package io.astreaming.replay;

import io.astreaming.replay.Reply.Reuse;
import io.astreaming.replay.net.ByteChannel;
import io.astreaming.replay.net.EventLoop;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One client: reads its requests, has them answered one after the other, and sees at once when it goes away; one that
 * only says that it won't send any more looks just the same. Belongs to the loop's thread.
 */
final class Connection implements EventLoop.Handler {
    private static final int MOST_READS = 32;
    private static final long LONGEST_IDLE = TimeUnit.MINUTES.toNanos(5);
    private static final long LONGEST_BODY = TimeUnit.MINUTES.toNanos(5);
    private static final long CLOSING_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the client's bytes are for. */
    enum Stage {
        /** For a request of which nothing has come yet. */
        IDLE,
        /** For a request that isn't whole. */
        REQUEST,
        /** They wait until the response is sent. */
        RESPONSE,
        /** For nobody. But a client that is still sending when the connection closes may never see the response. */
        CLOSING,
        CLOSED
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Knows all connections of a server. */
    interface Registry {
        /** A connection comes to a stage. */
        void moved(Connection connection, Stage from, Stage to);

        void closed(Connection connection, Stage from);

        /** Connections may take more memory than before: some have to give way if that is too much. */
        void makeRoom();
    }

    /**
     * What all connections of a server share.
     *
     * @param loop runs them
     * @param answers says what each request gets
     * @param memory counts what they keep
     * @param openStreams how many responses are being sent
     * @param longestHead how long a head may take from its first byte, in nanoseconds
     */
    record Shared(
            EventLoop loop, RequestRouter answers, MemoryBudget memory, AtomicInteger openStreams, long longestHead) {}

    private final Shared shared;
    private final Registry registry;
    private final SocketChannel channel;
    private final ByteChannel wire;
    private final SelectionKey key;
    /** What was received and not yet read; null if that is nothing, so that a silent connection costs no buffer. */
    private @Nullable ByteBuffer in;

    private RequestParser reader = new RequestParser();
    private Stage stage = Stage.IDLE;
    private Reuse reuse = Reuse.WELCOME;

    /** Since when the server has been waiting for what comes next: a request, its head, its body, the end. */
    private long since = System.nanoTime();

    private int held;
    private @Nullable Playback playback;

    Connection(Shared shared, Registry registry, SocketChannel channel, ByteChannel wire) throws IOException {
        this.shared = shared;
        this.registry = registry;
        this.channel = channel;
        this.wire = wire;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = shared.loop().register(channel, SelectionKey.OP_READ, this);
    }

    /** Counts it among all others. */
    void begin() {
        enter(Stage.IDLE);
        account();
        registry.makeRoom();
    }

    @Override
    public void ready() {
        guard(() -> {
            if (key.isReadable()) {
                receive();
            }
            if (stage != Stage.CLOSED && key.isWritable() && wire.flush()) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                play();
            }
        });
    }

    @Override
    public void stop() {
        close(false);
    }

    /** Runs something that may fail: whatever a client does costs its own connection and nothing else. */
    private void guard(Task task) {
        try {
            task.run();
        } catch (SSLException e) {
            sendCloseAlert();
            close(false);
        } catch (IOException | RuntimeException | Error e) {
            close(false);
        }
    }

    private void awaitWritable() {
        key.interestOpsOr(SelectionKey.OP_WRITE);
    }

    /** Sends what can be sent of the response now. */
    private void play() throws IOException {
        if (playback == null) {
            return;
        }
        switch (playback.proceed()) {
            case WAITING -> {}
            case BLOCKED -> awaitWritable();
            case FINISHED -> finish(playback.script());
            case CUT -> close(false);
            case RESET -> close(true);
        }
    }

    /** The response is sent. */
    private void finish(ResponseScript script) throws IOException {
        playback = null;
        if (script.isPersistent()) {
            reuse = script.reply().reuse();
            enter(Stage.IDLE);
        } else {
            enter(Stage.CLOSING);
            wire.end();
        }
        shared.loop().execute(() -> guard(this::receive));
    }

    /** Closes the connection now, with a reset if that is wanted. */
    private void close(boolean reset) {
        if (stage == Stage.CLOSED) {
            return;
        }
        Stage before = stage;
        stage = Stage.CLOSED;
        in = null;
        reader = new RequestParser();
        try {
            shared.memory().charge(-held);
            registry.closed(this, before);
            if (playback != null) {
                playback.stop();
            }
        } finally {
            closeChannel(reset);
        }
    }

    /** Ends it if the client has kept the server waiting for too long; in a crowd an idle client has less time. */
    void endIfLate(long now, boolean crowded) {
        if (now - since > timeoutNanos(crowded)) {
            end(408, "the rest of the request didn't come in time");
        }
    }

    /** Makes room for others. */
    void giveWay() {
        end(503, "the requests of all clients don't fit into memory");
    }

    /** Refuses what isn't whole, and closes the connection otherwise. */
    private void end(int status, String message) {
        if (stage == Stage.REQUEST) {
            guard(() -> {
                reader.refuse(status, message);
                answer(reader);
            });
        } else {
            close(false);
        }
    }

    private void closeChannel(boolean reset) {
        try (channel) {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // It is closed, one way or the other.
        }
    }

    private long timeoutNanos(boolean crowded) {
        return switch (stage) {
            case IDLE -> crowded ? shared.longestHead() : LONGEST_IDLE;
            case REQUEST -> reader.hasHead() ? LONGEST_BODY : shared.longestHead();
            case CLOSING -> CLOSING_TIMEOUT_NANOS;
            case RESPONSE, CLOSED -> Long.MAX_VALUE;
        };
    }

    private void enter(Stage next) {
        registry.moved(this, stage, next);
        stage = next;
        since = System.nanoTime();
    }

    private void sendCloseAlert() {
        try {
            wire.end();
        } catch (IOException | RuntimeException e) {
            // Nobody is there to be told.
        }
    }

    private void receive() throws IOException {
        if (stage == Stage.CLOSED) {
            return;
        }
        if (in == null) {
            in = shared.memory().acquireBuffer();
        }
        boolean more = read(in);
        if (in != null && in.position() == 0) {
            shared.memory().releaseBuffer(in);
            in = null;
        }
        if (stage != Stage.CLOSED) {
            account();
            registry.makeRoom();
        }
        if (more) {
            shared.loop().execute(() -> guard(this::receive));
        } else if (stage != Stage.CLOSED) {
            listen();
        }
    }

    /** Reads what has arrived, and says whether there may be more while others have their turn. */
    private boolean read(ByteBuffer buffer) throws IOException {
        for (int reads = 0; stage != Stage.CLOSED; reads++) {
            if (reads == MOST_READS) {
                return true;
            }
            int n = wire.read(buffer);
            if (n < 0) {
                close(false);
                return false;
            }
            if (stage == Stage.CLOSING) {
                buffer.clear();
            } else if (stage != Stage.RESPONSE) {
                parse(buffer);
            }
            if (n == 0) {
                return false;
            }
        }
        return false;
    }

    /** Accounts for the memory that is kept. */
    private void account() {
        int buffer = in == null ? 0 : MemoryBudget.BUFFER_BYTES;
        int cost = shared.memory().connectionCost() + buffer + reader.cost();
        shared.memory().charge(cost - held);
        held = cost;
    }

    /** As long as there is room for what the client says; and lets go what a handshake couldn't send. */
    private void listen() throws IOException {
        if (in == null || in.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_READ);
        } else {
            key.interestOpsAnd(~SelectionKey.OP_READ);
        }
        if (!wire.flush()) {
            awaitWritable();
        }
    }

    private void parse(ByteBuffer buffer) throws IOException {
        if (reuse == Reuse.RESET && buffer.position() > 0) {
            close(true);
            return;
        }
        boolean hadHead = reader.hasHead();
        boolean complete = reader.feed(buffer.flip());
        buffer.compact();
        if (complete && reuse == Reuse.CLOSE) {
            close(false);
        } else if (complete) {
            answer(reader);
        } else if (reader.hasToBeAskedForTheBody() && !wire.write(ByteBuffer.wrap(CONTINUE))) {
            close(false);
        } else if (stage == Stage.IDLE ? reader.isBegun() : hadHead != reader.hasHead()) {
            enter(Stage.REQUEST);
        }
        if (stage == Stage.REQUEST) {
            account();
            registry.makeRoom();
        }
    }

    private void answer(RequestParser request) throws IOException {
        enter(Stage.RESPONSE);
        reader = new RequestParser();
        account();
        RequestRouter answers = shared.answers();
        RequestParser.Refusal refusal = request.refusal();
        ResponseScript script = refusal == null
                ? answers.to(request.request(), request.terms())
                : ResponseWriter.write(Reply.refusing(refusal.status(), refusal.message()), request.terms());
        playback = new Playback(
                script,
                answers.pace(script.reply()),
                wire,
                shared.loop(),
                shared.openStreams(),
                () -> guard(this::play));
        play();
    }
}
