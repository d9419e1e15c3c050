package io.astreaming.replay.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the memory that all connections and their incomplete requests take. The server closes connections when it is
 * exceeded. Confined to the event loop's thread.
 */
public final class MemoryBudget {
    public static final long MAX_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
    public static final int BUFFER_BYTES = 8 << 10;

    private static final int COST_PLAIN = 3 << 10;
    private static final int COST_TLS = 96 << 10;

    private final int connectionCost;
    private long held;
    private @Nullable ByteBuffer spare;

    public MemoryBudget(boolean tls) {
        connectionCost = tls ? COST_TLS : COST_PLAIN;
    }

    /** Returns the approximate memory of a connection without a request, in bytes. */
    public int connectionCost() {
        return connectionCost;
    }

    /** Adds bytes to the memory in use; a negative number subtracts them. */
    public void charge(int bytes) {
        held += bytes;
    }

    public boolean isExceeded() {
        return held > MAX_BYTES;
    }

    /** Returns an empty receive buffer. */
    public ByteBuffer acquireBuffer() {
        ByteBuffer buffer = spare == null ? ByteBuffer.allocate(BUFFER_BYTES) : spare;
        spare = null;
        return buffer;
    }

    public void releaseBuffer(ByteBuffer buffer) {
        spare = buffer;
    }
}
