package io.astreaming.testing;

import java.util.function.LongConsumer;

/** What code allocates, by the thread's own counter. */
public final class AllocatedBytes {
    private static final int ROUNDS = 30;
    private static final int CALLS = 10_000;

    private AllocatedBytes() {}

    /** Returns the fewest bytes a call that any of several rounds took; the code is called with 0, 1, 2, ... */
    public static long leastPerCall(LongConsumer code) throws ReflectiveOperationException {
        long least = Long.MAX_VALUE;
        long call = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ofThisThread();
            for (int i = 0; i < CALLS; i++) {
                code.accept(call++);
            }
            least = Math.min(least, (ofThisThread() - before) / CALLS);
        }
        return least;
    }

    /** By reflection, so that only the JVMs of tests that call this need the module jdk.management. */
    private static long ofThisThread() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Object bytes = Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(threads, Thread.currentThread().getId());
        return ((Long) bytes).longValue();
    }
}
