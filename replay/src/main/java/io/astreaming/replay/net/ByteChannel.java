package io.astreaming.replay.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of a connection, plain or encrypted; no method blocks. Not thread-safe. */
public interface ByteChannel {
    /** Reads bytes that have arrived into a buffer; returns how many, or -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes as much as the socket accepts; returns whether everything was sent. */
    boolean write(ByteBuffer from) throws IOException;

    /** Sends what an earlier {@link #write} has buffered; returns whether everything was sent. */
    boolean flush() throws IOException;

    /** Ends the output: with TLS by a close alert, then by shutting down the socket's output. */
    void end() throws IOException;

    static ByteChannel plain(SocketChannel channel) {
        return new ByteChannel() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return channel.read(into);
            }

            @Override
            public boolean write(ByteBuffer from) throws IOException {
                channel.write(from);
                return !from.hasRemaining();
            }

            @Override
            public boolean flush() {
                return true;
            }

            @Override
            public void end() throws IOException {
                channel.shutdownOutput();
            }
        };
    }
}
