package io.astreaming.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The figures of each experiment as tables. */
final class Tables {
    private final Results results;
    private final List<Table> all = new ArrayList<>();

    Tables(Results results) {
        this.results = results;
    }

    /** A table under its title. Only one of an experiment's has the experiment's charts. */
    record Table(String title, String experiment, String text) {}

    List<Table> all() {
        if (results.has(Decode.NAME)) {
            byCase("Decode: nanoseconds for each chunk", Decode.NAME, Contender.DECODERS, "nanos", 1, true);
            byCase("Decode: bytes allocated for each chunk", Decode.NAME, Contender.DECODERS, "allocated", 1, false);
            agreement();
        }
        if (results.has(EndToEnd.NAME)) {
            List<Contender> who = EndToEnd.CONTENDERS;
            byCase("End to end: microseconds of processor time for each chunk", EndToEnd.NAME, who, "cpu", 1e3, true);
            byCase("End to end: bytes allocated for each chunk", EndToEnd.NAME, who, "allocated", 1, false);
            byCase("End to end: microseconds from chunk to chunk", EndToEnd.NAME, who, "wall", 1e3, false);
        }
        if (results.has(Concurrency.NAME)) {
            concurrency();
        }
        if (results.has(ColdStart.NAME)) {
            List<Contender> who = ColdStart.CONTENDERS;
            byCase("Cold start: milliseconds to the first text", ColdStart.NAME, who, "first", 1e6, true);
            byCase("Cold start: milliseconds of processor time until then", ColdStart.NAME, who, "cpu", 1e6, false);
        }
        if (results.has(Growth.NAME)) {
            growth();
        }
        return all;
    }

    private void byCase(
            String title, String experiment, List<Contender> contenders, String metric, double unit, boolean charts) {
        Grid grid = new Grid("contender", results.cases(experiment));
        for (Contender contender : contenders) {
            grid.row(
                    contender.label(),
                    of -> results.find(experiment, of, contender, metric).map(spread -> spread.dividedBy(unit)));
        }
        all.add(new Table(title, charts ? experiment : "", grid.toString()));
    }

    /** How many chunks each found; bodies whose text differs from ours; bodies that it failed to read. */
    private void agreement() {
        List<String> cases = results.cases(Decode.NAME);
        Grid grid = new Grid("contender", cases);
        for (Contender contender : Contender.DECODERS) {
            grid.row(contender.label(), of -> Optional.of(agreement(of, contender)));
        }
        all.add(new Table(
                "Decode: chunks found; bodies whose text isn't ours; bodies that failed", "", grid.toString()));
    }

    private String agreement(String of, Contender contender) {
        long differing = results.cases(Decode.CHECK).stream()
                .filter(body -> body.startsWith(of + "\t"))
                .filter(body -> results.median(Decode.CHECK, body, contender, "text")
                        != results.median(Decode.CHECK, body, Contender.CHUNKS, "text"))
                .count();
        String chunks = Spread.round(results.median(Decode.CHECK, of, contender, "chunks"));
        boolean reads = contender != Contender.EVENT_ENDS;
        return chunks + "; " + (reads ? differing : "–") + "; "
                + Math.round(results.median(Decode.CHECK, of, contender, "failed"));
    }

    private void concurrency() {
        Grid grid = new Grid(
                "contender",
                List.of(
                        "complete",
                        "threads at most",
                        "latency p50, ms",
                        "latency p99, ms",
                        "heap of an idle stream, bytes"));
        for (Contender contender : Concurrency.CONTENDERS) {
            grid.row(contender.label(), column -> switch (column) {
                case "complete" -> busy(contender, "whole", 1);
                case "threads at most" -> busy(contender, "threads", 1);
                case "latency p50, ms" -> busy(contender, "p50", 1e6);
                case "latency p99, ms" -> busy(contender, "p99", 1e6);
                default -> results.find(Concurrency.NAME, Concurrency.IDLE, contender, "heap");
            });
        }
        all.add(new Table(Concurrency.STREAMS + " streams at the same time", Concurrency.NAME, grid.toString()));
    }

    private Optional<Spread> busy(Contender contender, String metric, double unit) {
        return results.find(Concurrency.NAME, Concurrency.BUSY, contender, metric)
                .map(spread -> spread.dividedBy(unit));
    }

    private void growth() {
        Grid grid = new Grid(
                "chunks",
                List.of("milliseconds", "KiB held at the end", "KiB held if only watched", "characters of text"));
        for (String length : results.cases(Growth.NAME)) {
            grid.row(length, column -> switch (column) {
                case "milliseconds" ->
                    results.find(Growth.NAME, length, Contender.ASSEMBLED, "nanos")
                            .map(spread -> spread.dividedBy(1e6));
                case "KiB held if only watched" ->
                    results.find(Growth.NAME, length, Contender.ASSEMBLED, "watched")
                            .map(spread -> spread.dividedBy(1_024));
                case "KiB held at the end" ->
                    results.find(Growth.NAME, length, Contender.ASSEMBLED, "held")
                            .map(spread -> spread.dividedBy(1_024));
                default ->
                    results.find(Growth.NAME, length, Contender.ASSEMBLED, "characters")
                            .map(spread -> Spread.round(spread.median()));
            });
        }
        all.add(new Table(
                "Growth: longer and longer streams, watched, with " + Growth.HEAP, Growth.NAME, grid.toString()));
    }

    /** Rows and columns in Markdown. */
    private static final class Grid {
        private final List<String> columns;
        private final StringBuilder text = new StringBuilder();

        Grid(String corner, List<String> columns) {
            this.columns = columns;
            text.append("| ").append(corner);
            columns.forEach(column -> text.append(" | ").append(column));
            text.append(" |\n|---|").append("--:|".repeat(columns.size())).append('\n');
        }

        void row(String name, Function<String, Optional<?>> cell) {
            text.append("| ").append(name);
            for (String column : columns) {
                Optional<?> value = cell.apply(column);
                text.append(" | ").append(value.isPresent() ? value.get() : "–");
            }
            text.append(" |\n");
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
