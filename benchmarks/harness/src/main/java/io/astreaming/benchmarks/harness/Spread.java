package io.astreaming.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where the values of one figure lie. */
record Spread(double median, double min, double max) {
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    Spread dividedBy(double divisor) {
        return new Spread(median / divisor, min / divisor, max / divisor);
    }

    /** The median, and what the values lie between. */
    @Override
    public String toString() {
        return round(median) + " (" + round(min) + " to " + round(max) + ")";
    }

    /** Three digits, no exponent. */
    static String round(double value) {
        double size = Math.abs(value);
        String pattern = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }

    static double median(double... values) {
        return of(Arrays.stream(values).boxed().toList()).median;
    }
}
