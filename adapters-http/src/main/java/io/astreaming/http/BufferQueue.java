package io.astreaming.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of a body that have arrived and that the reader hasn't read yet. A queue that is drained drops them and
 * counts their bytes. Not thread-safe.
 */
final class BufferQueue {
    private static final long HIGH_WATER_MARK = 64 << 10;

    /** The memory that a buffer takes beside its bytes: the objects around it. */
    private static final long OVERHEAD = 64;

    /** The longest rest of a body that is worth reading for the sake of the connection. */
    private static final long MOST_DRAINED = 8 << 10;

    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(2);
    private long held;
    private boolean draining;
    private long drained;

    /** Adds the buffers that have bytes. */
    void add(List<ByteBuffer> list) {
        for (ByteBuffer buffer : list) {
            if (draining) {
                drained += buffer.remaining();
            } else if (buffer.hasRemaining()) {
                held += weight(buffer);
                buffers.add(buffer);
            }
        }
    }

    /** Removes the first buffer; returns null if there is none. */
    @Nullable
    ByteBuffer poll() {
        ByteBuffer first = buffers.poll();
        if (first != null) {
            held -= weight(first);
        }
        return first;
    }

    private static long weight(ByteBuffer buffer) {
        return buffer.remaining() + OVERHEAD;
    }

    /** Returns whether there is nothing to read. */
    boolean isEmpty() {
        return buffers.isEmpty();
    }

    /** Returns whether there is so much to read that the client should wait. */
    boolean isFull() {
        return held >= HIGH_WATER_MARK;
    }

    /** Drops all buffers. */
    void clear() {
        buffers.clear();
        held = 0;
    }

    /** Drops all buffers, and those that arrive from now on. */
    void drain() {
        clear();
        draining = true;
    }

    /** Returns whether more was drained than is worth reading. */
    boolean isDrainedTooLong() {
        return drained > MOST_DRAINED;
    }
}
