package io.astreaming.replay.net;

import io.astreaming.replay.net.Response.Reuse;
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
 * The connection of one client: parses its requests and sends the responses one after the other. It detects at once
 * when the client closes the connection; a client that only closes its output can't be distinguished from that.
 * Confined to the event loop's thread.
 */
final class Connection implements EventLoop.Handler {
    private static final int MAX_READS = 32;
    private static final long IDLE_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long BODY_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long CLOSING_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long a client may take nothing of a response that has more for it. */
    private static final long STALLED_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the connection waits for. */
    enum Stage {
        /** The first byte of a request. */
        IDLE,
        /** The rest of a request. */
        REQUEST,
        /** The end of the response; bytes that arrive meanwhile are kept. */
        RESPONSE,
        /**
         * The client to close the connection; bytes that arrive are discarded. If the server closed it while the client
         * is still sending, the client might lose the response.
         */
        CLOSING,
        /** Nothing. */
        CLOSED
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Keeps all connections of a server. */
    interface Registry {
        /** A connection has entered a stage. */
        void stageChanged(Connection connection, Stage from, Stage to);

        void closed(Connection connection, Stage from);

        /** A connection takes more memory: some are closed if all together take too much. */
        void enforceBudget();
    }

    private final ConnectionContext context;
    private final Registry registry;
    private final SocketChannel channel;
    private final ByteChannel wire;
    private final SelectionKey key;
    private final ConnectionMemory memory;

    private RequestParser parser = new RequestParser();
    private Stage stage = Stage.IDLE;
    private Reuse reuse = Reuse.ALLOWED;

    /** When the connection entered its stage; while the client takes nothing of a response, when it took something last. */
    private long since = System.nanoTime();

    private @Nullable Response response;

    Connection(ConnectionContext context, Registry registry, SocketChannel channel, ByteChannel wire)
            throws IOException {
        this.context = context;
        this.registry = registry;
        this.channel = channel;
        this.wire = wire;
        memory = new ConnectionMemory(context.memory());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = context.loop().register(channel, SelectionKey.OP_READ, this);
    }

    /** Starts the connection, after the registry has it. */
    void begin() {
        enter(Stage.IDLE);
        account();
        registry.enforceBudget();
    }

    @Override
    public void ready() {
        guard(() -> {
            if (key.isReadable()) {
                receive();
            }
            if (stage != Stage.CLOSED && key.isWritable()) {
                resumeSending();
            }
        });
    }

    @Override
    public void stop() {
        close(false);
    }

    /** Runs a task; if it fails, only this connection is closed. */
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

    private void resumeSending() throws IOException {
        if (wire.flush()) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            play();
        } else {
            takenSomething();
        }
    }

    private void awaitWritable() {
        if (!isStalled()) {
            takenSomething();
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private void takenSomething() {
        if (stage == Stage.RESPONSE) {
            since = System.nanoTime();
        }
    }

    private boolean isStalled() {
        return (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    }

    /** Sends as much of the response as possible. */
    private void play() throws IOException {
        Response current = response;
        if (current == null) {
            return;
        }
        switch (current.proceed()) {
            case WAITING -> {}
            case BLOCKED -> awaitWritable();
            case FINISHED -> finish(current);
            case CUT -> close(false);
            case RESET -> close(true);
        }
    }

    /** Called when the response is sent: waits for the next request, or for the client to close the connection. */
    private void finish(Response finished) throws IOException {
        response = null;
        if (finished.isPersistent()) {
            reuse = finished.reuse();
            enter(Stage.IDLE);
        } else {
            enter(Stage.CLOSING);
            wire.end();
        }
        context.loop().execute(() -> guard(this::receive));
    }

    /** Closes the connection at once, with or without a reset. */
    private void close(boolean reset) {
        if (stage == Stage.CLOSED) {
            return;
        }
        Stage before = stage;
        stage = Stage.CLOSED;
        parser = new RequestParser();
        try {
            memory.release();
            registry.closed(this, before);
            if (response != null) {
                response.stop();
            }
        } finally {
            closeChannel(reset);
        }
    }

    /** Ends the connection if its timeout has passed; it is shorter for idle and stalled connections if the server is full. */
    void endIfTimedOut(long now, boolean full) {
        if (now - since > timeoutNanos(full)) {
            end(408, "the rest of the request didn't come in time");
        }
    }

    /** Ends the connection because all connections together take too much memory. */
    void evict() {
        end(503, "the requests of all clients don't fit into memory");
    }

    /** Rejects an incomplete request; without one, closes the connection. */
    private void end(int status, String message) {
        if (stage == Stage.REQUEST) {
            guard(() -> {
                parser.reject(new Rejection(status, message));
                answer(parser);
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
            // The channel is closed in any case.
        }
    }

    private long timeoutNanos(boolean full) {
        return switch (stage) {
            case IDLE -> full ? context.headTimeoutNanos() : IDLE_TIMEOUT_NANOS;
            case REQUEST -> parser.hasHead() ? BODY_TIMEOUT_NANOS : context.headTimeoutNanos();
            case CLOSING -> CLOSING_TIMEOUT_NANOS;
            case RESPONSE -> isStalled() ? full ? context.headTimeoutNanos() : STALLED_TIMEOUT_NANOS : Long.MAX_VALUE;
            case CLOSED -> Long.MAX_VALUE;
        };
    }

    private void enter(Stage next) {
        registry.stageChanged(this, stage, next);
        stage = next;
        since = System.nanoTime();
    }

    private void sendCloseAlert() {
        try {
            wire.end();
        } catch (IOException | RuntimeException e) {
            // The connection is closed next.
        }
    }

    private void receive() throws IOException {
        if (stage == Stage.CLOSED) {
            return;
        }
        boolean more = read(memory.buffer());
        memory.releaseIfEmpty();
        if (stage != Stage.CLOSED) {
            account();
            registry.enforceBudget();
        }
        if (more) {
            context.loop().execute(() -> guard(this::receive));
        } else if (stage != Stage.CLOSED) {
            listen();
        }
    }

    /** Reads what has arrived; returns whether to continue after other connections had their turn. */
    private boolean read(ByteBuffer buffer) throws IOException {
        for (int reads = 0; stage != Stage.CLOSED; reads++) {
            if (reads == MAX_READS) {
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

    private void account() {
        memory.charge(parser.cost());
    }

    /** Waits for more bytes if the buffer has room, and sends what is left of a handshake. */
    private void listen() throws IOException {
        if (memory.hasRoom()) {
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
        boolean hadHead = parser.hasHead();
        boolean complete = parser.feed(buffer.flip());
        buffer.compact();
        if (complete && reuse == Reuse.CLOSE) {
            close(false);
        } else if (complete) {
            answer(parser);
        } else if (parser.takeContinue() && !wire.write(ByteBuffer.wrap(CONTINUE))) {
            close(false);
        } else if (stage == Stage.IDLE ? parser.hasStarted() : hadHead != parser.hasHead()) {
            enter(Stage.REQUEST);
        }
        if (stage == Stage.REQUEST) {
            account();
            registry.enforceBudget();
        }
    }

    private void answer(RequestParser request) throws IOException {
        enter(Stage.RESPONSE);
        parser = new RequestParser();
        account();
        Rejection rejection = request.rejection();
        Wire to = new Wire(wire, context.loop(), () -> guard(this::play));
        response = rejection == null
                ? context.responder().respond(request.request(), request.form(), to)
                : context.responder().reject(rejection, request.form(), to);
        play();
    }
}
