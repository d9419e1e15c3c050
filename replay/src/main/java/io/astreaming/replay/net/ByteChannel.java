package io.astreaming.replay.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of a connection, in the clear or not; nothing here blocks. Not thread-safe. */
public interface ByteChannel {
    /** Reads what has arrived, as far as there is room: how many bytes, -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes what the socket takes, and says whether that was all. */
    boolean write(ByteBuffer from) throws IOException;

    /** Writes what an earlier {@link #write} took and the socket didn't, and says whether that was all. */
    boolean flush() throws IOException;

    /** Says that no more will be written, where the protocol has words for it. */
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
