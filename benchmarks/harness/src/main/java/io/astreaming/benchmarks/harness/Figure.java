package io.astreaming.benchmarks.harness;

import java.util.stream.Stream;

/**
 * A line that a measuring process has printed.
 *
 * @param of what of
 * @param metric which
 * @param value how much
 */
record Figure(String of, String metric, double value) {
    /** The figure in a line, if there is one. */
    static Stream<Figure> parse(String line) {
        String[] parts = line.split("\t");
        if (parts.length < 4 || !parts[0].equals("figure")) {
            return Stream.of();
        }
        int last = parts.length - 1;
        String of = String.join("\t", java.util.Arrays.copyOfRange(parts, 1, last - 1));
        return Stream.of(new Figure(of, parts[last - 1], Double.parseDouble(parts[last])));
    }
}
