package io.astreaming.sse;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends buffers to decoders while they read: between two pieces of its body a stream mostly has nothing left over, and
 * thousands of idle streams would keep thousands of empty buffers. A buffer that isn't released is replaced by a new
 * one. Thread-safe.
 */
final class BufferPool {
    /** The size of a buffer, in bytes. */
    static final int CAPACITY = 8 << 10;

    /** The size of the pool, about the number of threads that decode at a time; a power of two. */
    private static final int SPARE = 16;

    private static final AtomicReferenceArray<byte @Nullable []> BUFFERS = new AtomicReferenceArray<>(SPARE);

    private BufferPool() {}

    /** Returns a buffer with arbitrary content. */
    static byte[] acquire() {
        byte[] spare = BUFFERS.getAndSet(place(), null);
        return spare == null ? new byte[CAPACITY] : spare;
    }

    /** Takes a buffer back; the caller must not use it any more. */
    static void release(byte[] buffer) {
        BUFFERS.setRelease(place(), buffer);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (SPARE - 1);
    }
}
