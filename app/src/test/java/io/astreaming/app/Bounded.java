package io.astreaming.app;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits with an end. */
final class Bounded {
    private static final long LONGEST = 20_000_000_000L;

    private Bounded() {}

    static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LONGEST) {
                fail("it didn't happen within 20 s");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
