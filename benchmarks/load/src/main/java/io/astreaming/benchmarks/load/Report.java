package io.astreaming.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A table of two columns, in Markdown. */
final class Report {
    private final Map<String, Object> rows = new LinkedHashMap<>();

    Report() {
        add("machine", Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.arch"));
        add("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
    }

    void add(String what, Object value) {
        rows.put(what, value);
    }

    void print() {
        System.out.println("| what | value |\n|---|---|");
        rows.forEach((what, value) -> System.out.println("| " + what + " | " + value + " |"));
    }

    static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
