package io.astreaming.replay.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** A connection with TLS, on the server's side. Not thread-safe. */
public final class TlsChannel implements ByteChannel {
    private static final int MAX_UNSENT = 1 << 20;
    private static final int MAX_CLOSE_RECORDS = 4;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;

    /** Bytes that arrived and aren't decrypted yet, before the position. */
    private final ByteBuffer arrived;

    /** Decrypted bytes that weren't read yet, after the position. */
    private final ByteBuffer clear;

    /** Encrypted bytes that weren't sent yet, after the position. */
    private ByteBuffer unsent;

    public TlsChannel(SocketChannel channel, SSLEngine engine) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        arrived = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        clear = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
        unsent = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        engine.setUseClientMode(false);
        engine.beginHandshake();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (!clear.hasRemaining()) {
            clear.clear();
            arrived.flip();
            SSLEngineResult result = engine.unwrap(arrived, clear);
            arrived.compact();
            clear.flip();
            if (result.getStatus() == Status.CLOSED) {
                return -1;
            }
            handshake();
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                int n = channel.read(arrived);
                if (n <= 0) {
                    return n;
                }
            }
        }
        int n = Math.min(clear.remaining(), into.remaining());
        into.put(clear.slice().limit(n));
        clear.position(clear.position() + n);
        return n;
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        while (flush() && from.hasRemaining()) {
            if (wrap(from) == 0) {
                throw new SSLException("the client requests another handshake");
            }
        }
        return !from.hasRemaining() && !unsent.hasRemaining();
    }

    @Override
    public boolean flush() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        return !unsent.hasRemaining();
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        for (int i = 0; i < MAX_CLOSE_RECORDS && !engine.isOutboundDone(); i++) {
            wrap(NOTHING);
        }
        flush();
        channel.shutdownOutput();
    }

    /** Runs the handshake as far as possible. */
    private void handshake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    wrap(NOTHING);
                    flush();
                }
                default -> {
                    return;
                }
            }
        }
    }

    /** Encrypts a record after the unsent bytes, and returns how many bytes it consumed. */
    private int wrap(ByteBuffer from) throws SSLException {
        unsent.compact();
        SSLEngineResult result = engine.wrap(from, unsent);
        while (result.getStatus() == Status.BUFFER_OVERFLOW && unsent.capacity() < MAX_UNSENT) {
            unsent = ByteBuffer.allocate(2 * unsent.capacity()).put(unsent.flip());
            result = engine.wrap(from, unsent);
        }
        unsent.flip();
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new SSLException("the client doesn't read");
        }
        return result.bytesConsumed();
    }
}
