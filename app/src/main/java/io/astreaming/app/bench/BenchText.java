package io.astreaming.app.bench;

import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.LabelledLines;
import io.astreaming.app.terminal.Line;
import io.astreaming.app.terminal.Style;
import io.astreaming.app.terminal.Units;
import io.astreaming.error.ChatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** A run as text for people. */
final class BenchText {
    private static final double[] PERCENTILES = {0.5, 0.9, 0.95, 0.99};
    private static final int BARS = 10;
    private static final int BAR_WIDTH = 40;

    private final Load load;
    private final Measurements measured;
    private final double seconds;
    private final List<Line> lines = new ArrayList<>();

    private BenchText(Load load, Measurements measured, long elapsed) {
        this.load = load;
        this.measured = measured;
        this.seconds = elapsed / 1e9;
    }

    /**
     * Returns the lines of a report.
     *
     * @param elapsed how long the run took, in nanoseconds
     */
    static List<Line> of(Load load, Measurements measured, long elapsed) {
        return new BenchText(load, measured, elapsed).write();
    }

    private List<Line> write() {
        boolean whole = measured.completed() == measured.count();
        LabelledLines summary = new LabelledLines()
                .add(
                        whole ? Style.PLAIN : Style.WARNING,
                        "requests",
                        counted(measured.outcomes(), measured.count() + " sent: ", "none ended"))
                .add("load", load.description() + ", " + warmup() + ", " + Numbers.plain(seconds) + " s");
        ChatException error = measured.firstError();
        if (error != null) {
            summary.add(Style.ERROR, "errors", counted(measured.errors(), "", ""))
                    .add(Style.ERROR, "", "the first: " + ErrorReporter.describe(error));
        }
        lines.addAll(summary.lines());
        if (measured.completed() > 0) {
            addTable();
        }
        addRates();
        addHistogram();
        return lines;
    }

    private String warmup() {
        return load.warmup() == 0
                ? "no warm-up"
                : Units.of(load.warmup(), "warm-up request left out", "warm-up requests left out");
    }

    private static String counted(Map<String, Integer> counts, String before, String none) {
        return counts.isEmpty()
                ? none
                : before
                        + counts.entrySet().stream()
                                .map(entry ->
                                        entry.getValue() + " " + entry.getKey().replace('_', ' '))
                                .collect(Collectors.joining(", "));
    }

    private void addTable() {
        add("");
        lines.add(new Line(Style.DIM, row("", List.of("mean", "p50", "p90", "p95", "p99", "max"))));
        add("headers", measured.headers, Numbers::millis);
        add("ttft", measured.firstContent, Numbers::millis);
        if (measured.firstOutput.count() != measured.firstContent.count()
                || measured.firstOutput.mean() != measured.firstContent.mean()) {
            add("ttfo", measured.firstOutput, Numbers::millis);
        }
        add("gap", measured.gaps, Numbers::millis);
        add("tpot", measured.timePerToken, Numbers::millis);
        add("e2e", measured.end, Numbers::millis);
        add("tokens/s", measured.tokensPerSecond, thousandths -> Numbers.plain(thousandths / 1e3));
        add("");
    }

    private void add(String label, Distribution values, LongFunction<String> format) {
        if (values.count() == 0) {
            return;
        }
        List<String> cells = new ArrayList<>(List.of(format.apply(Math.round(values.mean()))));
        for (double percentile : PERCENTILES) {
            cells.add(format.apply(values.percentile(percentile)));
        }
        cells.add(format.apply(values.max()));
        add(row(label, cells));
    }

    private void add(String line) {
        lines.add(Line.plain(line));
    }

    private static String row(String label, List<String> cells) {
        return String.format(Locale.ROOT, "%-12s", label)
                + cells.stream()
                        .map(cell -> String.format(Locale.ROOT, "%10s", cell))
                        .collect(Collectors.joining());
    }

    private void addRates() {
        LabelledLines rates = new LabelledLines();
        if (measured.completed() > 0) {
            rates.add("completed", Numbers.plain(measured.completed() / seconds) + " requests a second");
            rates.add("output", tokens());
        }
        if (!measured.targets().isEmpty()) {
            rates.add(
                    "goodput",
                    Numbers.plain(measured.good() / seconds) + " requests a second: " + measured.good() + " of "
                            + measured.count() + " within "
                            + measured.targets().stream().map(Target::toString).collect(Collectors.joining(", ")));
        }
        long stalls = measured.stalls();
        if (stalls > 0) {
            rates.add(
                    Style.WARNING,
                    "stalls",
                    Units.of(stalls, "gap", "gaps") + " of a second or more, the longest "
                            + Numbers.millis(measured.gaps.max()));
        }
        lines.addAll(rates.lines());
    }

    private String tokens() {
        if (measured.withTokens() == 0) {
            return "unknown: the provider didn't count tokens";
        }
        String counted = measured.tokens() + " tokens, " + Numbers.plain(measured.tokens() / seconds) + " a second";
        return measured.withTokens() == measured.completed()
                ? counted
                : counted + ", of " + measured.withTokens() + " of " + measured.completed() + " answers";
    }

    private void addHistogram() {
        List<Distribution.Bar> bars = measured.firstContent.bars(BARS);
        if (bars.size() < 2) {
            return;
        }
        long highest = bars.stream().mapToLong(Distribution.Bar::count).max().orElse(1);
        add("");
        lines.add(new Line(Style.DIM, "time to first content"));
        for (Distribution.Bar bar : bars) {
            int width = (int) Math.ceil(BAR_WIDTH * bar.count() / (double) highest);
            add(String.format(
                    Locale.ROOT,
                    "%10s to %-10s %s",
                    Numbers.millis(bar.from()),
                    Numbers.millis(bar.to()),
                    ("#".repeat(width) + " " + bar.count()).strip()));
        }
    }
}
