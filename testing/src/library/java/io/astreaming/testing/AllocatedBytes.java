package io.astreaming.testing;

import java.util.function.LongConsumer;

/** What code allocates, by the thread's own counter. */
public final class AllocatedBytes {
    private static final int ROUNDS = 30;
    private static final int CALLS = 10_000;

    private AllocatedBytes() {}

    /** Returns the fewest bytes a call that any of several rounds took; the code is called with 0, 1, 2, ... */
    public static long leastPerCall(LongConsumer code) {
        long[] call = {0};
        long least = least(ROUNDS, () -> {
            for (int i = 0; i < CALLS; i++) {
                code.accept(call[0]++);
            }
        });
        return least / CALLS;
    }

    /** Returns the fewest bytes that any of several runs took. */
    public static long least(int rounds, Runnable code) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long before = ofThisThread();
            code.run();
            least = Math.min(least, ofThisThread() - before);
        }
        return least;
    }

    /** By reflection, so that only the JVMs of tests that call this need the module jdk.management. */
    private static long ofThisThread() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Object bytes = Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getThreadAllocatedBytes", long.class)
                    .invoke(threads, Thread.currentThread().getId());
            return ((Long) bytes).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
