package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Contenders;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for the first text of one stream, and prints when it arrived. Arguments: client, base URL, model. */
public final class ColdMain {
    private ColdMain() {}

    public static void main(String[] args) {
        AtomicBoolean told = new AtomicBoolean();
        Contenders.client(args[0], args[1]).stream(args[2], text -> {
                    if (!told.get() && told.compareAndSet(false, true)) {
                        long first = System.nanoTime();
                        // What the system counts, in steps of 10 ms: the bean would load classes that are then counted,
                        // too.
                        long cpu = ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toNanos();
                        Figures.print("cold", "first", first);
                        Figures.print("cold", "cpu", cpu);
                    }
                })
                .join();
        System.exit(told.get() ? 0 : 1);
    }
}
