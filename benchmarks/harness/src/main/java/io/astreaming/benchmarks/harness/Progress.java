package io.astreaming.benchmarks.harness;

import java.util.Locale;

/** Reports the progress on standard error. */
final class Progress {
    private static final long START = System.nanoTime();

    private Progress() {}

    static void say(String what) {
        System.err.printf(Locale.ROOT, "%5.0f s  %s%n", (System.nanoTime() - START) / 1e9, what);
    }
}
