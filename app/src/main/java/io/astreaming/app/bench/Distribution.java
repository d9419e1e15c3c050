package io.astreaming.app.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How many of some values lie where, in constant memory however many there are: counts in buckets whose width is less
 * than one percent of their values. Minimum, maximum and mean are exact. Not thread-safe.
 */
final class Distribution {
    private static final int PARTS_BITS = 7;
    private static final int PARTS = 1 << PARTS_BITS;

    private final long[] counts = new long[PARTS * (Long.SIZE - PARTS_BITS)];
    private long count;
    private double sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /** Adds a value; a negative one counts as zero. */
    void add(long value) {
        long counted = Math.max(0, value);
        counts[bucket(counted)]++;
        count++;
        sum += counted;
        min = Math.min(min, counted);
        max = Math.max(max, counted);
    }

    long count() {
        return count;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    long min() {
        return count == 0 ? 0 : min;
    }

    long max() {
        return max;
    }

    /**
     * Returns the smallest value that is not exceeded by a share of the values.
     *
     * @param share from 0 to 1
     * @return the value, at most one percent too large; 0 if there are none
     */
    long percentile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return Math.max(min, Math.min(max, end(i)));
            }
        }
        return 0;
    }

    /** Returns how many values are at least as large as a threshold, as far as the buckets tell. */
    long atLeast(long threshold) {
        long found = 0;
        for (int i = bucket(threshold); i < counts.length; i++) {
            found += counts[i];
        }
        return found;
    }

    /** Some neighbouring values: the smallest, the end, and how many lie between. */
    record Bar(long from, long to, long count) {}

    /** Divides the range from the smallest to the largest value into equal parts. */
    List<Bar> bars(int parts) {
        if (count == 0) {
            return List.of();
        }
        List<Bar> bars = new ArrayList<>();
        double width = Math.max(1, (max - min) / (double) parts);
        long[] heights = new long[parts];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                long value = Math.max(min, Math.min(max, end(i)));
                heights[(int) Math.min(parts - 1, (value - min) / width)] += counts[i];
            }
        }
        for (int i = 0; i < parts; i++) {
            bars.add(new Bar(min + Math.round(i * width), min + Math.round((i + 1) * width), heights[i]));
        }
        return min == max ? List.of(new Bar(min, max, count)) : bars;
    }

    /** Small values have a bucket each; above, each power of two has as many buckets as the others. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - PARTS_BITS - 1);
        return shift * PARTS + (int) (value >>> shift);
    }

    /** The largest value of a bucket. */
    private static long end(int bucket) {
        if (bucket < 2 * PARTS) {
            return bucket;
        }
        int shift = bucket / PARTS - 1;
        return ((bucket - shift * PARTS + 1L) << shift) - 1;
    }
}
