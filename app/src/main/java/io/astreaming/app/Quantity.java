package io.astreaming.app;

import java.util.Locale;

/** Numbers as people read them. */
final class Quantity {
    private Quantity() {}

    /** A time in milliseconds, or in seconds from one on. */
    static String millis(long nanos) {
        double millis = nanos / 1e6;
        if (millis >= 1_000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
        }
        return String.format(Locale.ROOT, millis >= 10 || millis == 0 ? "%.0f ms" : "%.2f ms", millis);
    }

    static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
