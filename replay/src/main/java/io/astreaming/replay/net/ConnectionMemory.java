package io.astreaming.replay.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one connection: its receive buffer, and what is charged to the server's budget. Confined to the event
 * loop's thread.
 */
public final class ConnectionMemory {
    private final MemoryBudget budget;
    /**
     * Bytes that were received and aren't parsed yet; null if there are none, so that an idle connection has no buffer.
     */
    private @Nullable ByteBuffer buffer;

    private int charged;

    public ConnectionMemory(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Returns the receive buffer, which is acquired if there is none. */
    public ByteBuffer buffer() {
        ByteBuffer current = buffer;
        if (current == null) {
            current = budget.acquireBuffer();
            buffer = current;
        }
        return current;
    }

    /** Returns the receive buffer to the budget if it is empty. */
    public void releaseIfEmpty() {
        if (buffer != null && buffer.position() == 0) {
            budget.releaseBuffer(buffer);
            buffer = null;
        }
    }

    /** Returns whether more bytes can be received. */
    public boolean hasRoom() {
        return buffer == null || buffer.hasRemaining();
    }

    /** Charges the memory that the connection takes now, with that of its incomplete request. */
    public void charge(int requestBytes) {
        int bytes = budget.connectionCost() + (buffer == null ? 0 : MemoryBudget.BUFFER_BYTES) + requestBytes;
        budget.charge(bytes - charged);
        charged = bytes;
    }

    /** Releases everything. */
    public void release() {
        buffer = null;
        budget.charge(-charged);
        charged = 0;
    }
}
