package io.astreaming.replay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the memory that all connections and their incomplete requests take. {@link Connections} closes connections
 * when it is exceeded. Confined to the event loop's thread.
 */
final class MemoryBudget {
    static final long MAX_BYTES = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
    static final int BUFFER_BYTES = 8 << 10;

    private static final int COST_PLAIN = 3 << 10;
    private static final int COST_TLS = 96 << 10;

    private final int connectionCost;
    private long held;
    private @Nullable ByteBuffer spare;

    MemoryBudget(boolean tls) {
        connectionCost = tls ? COST_TLS : COST_PLAIN;
    }

    /** Returns the approximate memory of a connection without a request, in bytes. */
    int connectionCost() {
        return connectionCost;
    }

    /** Adds bytes to the memory in use; a negative number subtracts them. */
    void charge(int bytes) {
        held += bytes;
    }

    boolean isExceeded() {
        return held > MAX_BYTES;
    }

    /** Returns an empty receive buffer. */
    ByteBuffer acquireBuffer() {
        ByteBuffer buffer = spare == null ? ByteBuffer.allocate(BUFFER_BYTES) : spare;
        spare = null;
        return buffer;
    }

    void releaseBuffer(ByteBuffer buffer) {
        spare = buffer;
    }
}
