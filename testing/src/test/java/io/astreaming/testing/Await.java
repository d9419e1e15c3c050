package io.astreaming.testing;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Waits for what another thread or process does, and never for ever. Thread-safe. */
public final class Await {
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(200);

    private Await() {}

    /** Something that becomes true. */
    @FunctionalInterface
    public interface Condition {
        /** {@return whether it is true by now} */
        boolean holds() throws Exception;
    }

    /** Waits until something is true; fails if it isn't within a minute. */
    public static void until(Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            pause(start);
        }
    }

    /** Waits until a count is above zero and has stood still for a while; fails if it still grows after a minute. */
    public static long untilStill(LongSupplier count) {
        long start = System.nanoTime();
        long last = count.getAsLong();
        long since = start;
        while (last == 0 || System.nanoTime() - since < QUIET) {
            pause(start);
            long now = count.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }

    private static void pause(long start) {
        if (System.nanoTime() - start > LONGEST) {
            fail("it didn't happen within a minute");
        }
        LockSupport.parkNanos(PAUSE);
    }
}
