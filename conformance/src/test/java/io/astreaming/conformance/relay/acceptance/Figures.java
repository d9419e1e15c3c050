package io.astreaming.conformance.relay.acceptance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was wanted and what was measured by one check. Thread-safe. */
final class Figures {
    private record Figure(String what, String wanted, String measured, boolean isMet) {
        @Override
        public String toString() {
            return (isMet ? "ok   " : "MISS ") + what + ": wanted " + wanted + ", measured " + measured;
        }

        /** A row of a table in Markdown; what was missed is bold. */
        String row() {
            return "| " + what + " | " + wanted + " | " + (isMet ? measured : "**" + measured + "**") + " |";
        }
    }

    private final List<Figure> figures = new ArrayList<>();

    /** Prints a figure, and keeps it. */
    synchronized void add(String what, String wanted, Object measured, boolean isMet) {
        Figure figure = new Figure(what, wanted, String.valueOf(measured), isMet);
        System.out.println(figure);
        figures.add(figure);
    }

    synchronized void note(String text) {
        System.out.println("     " + text);
    }

    synchronized List<String> misses() {
        return figures.stream()
                .filter(figure -> !figure.isMet())
                .map(Figure::toString)
                .toList();
    }

    synchronized List<String> rows() {
        return figures.stream().map(Figure::row).toList();
    }

    /** Returns the value below which a part of all values is. */
    static long percentile(long[] values, double part) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
