package io.astreaming.benchmarks.measure;

/** Prints a figure as the harness reads it: {@code figure}, what of, which, how much. */
final class Figures {
    private Figures() {}

    static void print(String of, String metric, Object value) {
        System.out.println("figure\t" + of + "\t" + metric + "\t" + value);
    }
}
