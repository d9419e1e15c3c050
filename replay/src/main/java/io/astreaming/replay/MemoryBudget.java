package io.astreaming.replay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory that all connections and their unfinished requests take together. It only counts: whoever
 * holds the connections closes what doesn't fit. Belongs to the loop's thread.
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

    /** About how many bytes of memory a connection takes that keeps nothing of a request. */
    int connectionCost() {
        return connectionCost;
    }

    /** Counts bytes that are kept from now on, or, if negative, no longer. */
    void charge(int bytes) {
        held += bytes;
    }

    boolean isExceeded() {
        return held > MAX_BYTES;
    }

    /** A buffer for what is received, empty. */
    ByteBuffer acquireBuffer() {
        ByteBuffer buffer = spare == null ? ByteBuffer.allocate(BUFFER_BYTES) : spare;
        spare = null;
        return buffer;
    }

    void releaseBuffer(ByteBuffer buffer) {
        spare = buffer;
    }
}
