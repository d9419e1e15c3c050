package io.astreaming.app.terminal;

import java.util.Locale;

/** Formats numbers for people. */
public final class Units {
    private Units() {}

    /** Formats a time in milliseconds, or in seconds if it is at least one. */
    public static String millis(long nanos) {
        double millis = nanos / 1e6;
        if (millis >= 1_000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
        }
        return String.format(Locale.ROOT, millis >= 10 || millis == 0 ? "%.0f ms" : "%.2f ms", millis);
    }

    public static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
