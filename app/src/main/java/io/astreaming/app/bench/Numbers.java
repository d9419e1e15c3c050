package io.astreaming.app.bench;

import io.astreaming.app.terminal.Units;
import java.util.Locale;

/** Formats figures for people. */
final class Numbers {
    private Numbers() {}

    static String millis(long nanos) {
        return Units.millis(nanos);
    }

    static String plain(double number) {
        if (number >= 100 || number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        return String.format(Locale.ROOT, number >= 10 ? "%.1f" : "%.2f", number);
    }
}
