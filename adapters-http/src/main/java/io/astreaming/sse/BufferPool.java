package io.astreaming.sse;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that decoders need while they read, and only then: between two pieces of its body a stream mostly has nothing
 * left over, and thousands of silent streams would hold thousands of empty buffers. What nobody gives back is made anew.
 * Thread-safe.
 */
final class BufferPool {
    /** Bytes of a buffer. */
    static final int CAPACITY = 8 << 10;

    /** As many as threads decode at a time, or so; a power of two. */
    private static final int SPARE = 16;

    private static final AtomicReferenceArray<byte @Nullable []> BUFFERS = new AtomicReferenceArray<>(SPARE);

    private BufferPool() {}

    /** A buffer, which may hold anything. */
    static byte[] acquire() {
        byte[] spare = BUFFERS.getAndSet(place(), null);
        return spare == null ? new byte[CAPACITY] : spare;
    }

    /** Takes a buffer back; nobody may use it any more. */
    static void release(byte[] buffer) {
        BUFFERS.setRelease(place(), buffer);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (SPARE - 1);
    }
}
