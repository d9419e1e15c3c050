package io.astreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Charts of the experiments. Scales are logarithmic: contenders are tens of times apart. */
final class Charts {
    private final Results results;
    private final Path folder;
    private final String name;

    Charts(Results results, Path folder, String name) {
        this.results = results;
        this.folder = folder;
        this.name = name;
    }

    /** Draws an experiment's charts; returns their files' names. */
    List<String> draw(String experiment) throws IOException {
        List<String> cases = results.cases(experiment);
        return switch (experiment) {
            case Decode.NAME ->
                List.of(bars(
                        experiment,
                        "nanoseconds for each chunk",
                        data(experiment, cases, Contender.DECODERS, "nanos", 1)));
            case EndToEnd.NAME ->
                List.of(bars(
                        experiment,
                        "microseconds of processor time for each chunk",
                        data(experiment, cases, EndToEnd.CONTENDERS, "cpu", 1e3)));
            case ColdStart.NAME ->
                List.of(bars(
                        experiment,
                        "milliseconds to the first text",
                        data(experiment, cases, ColdStart.CONTENDERS, "first", 1e6)));
            case Concurrency.NAME -> List.of(bars(experiment, "added latency in milliseconds", latencies()));
            case Growth.NAME ->
                List.of(
                        line("time", "milliseconds", "nanos", 1e6),
                        line("memory", "KiB held at the end", "held", 1_024));
            default -> List.of();
        };
    }

    private DefaultCategoryDataset data(
            String experiment, List<String> cases, List<Contender> contenders, String metric, double unit) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Contender contender : contenders) {
            for (String of : cases) {
                results.find(experiment, of, contender, metric)
                        .ifPresent(spread -> data.addValue(spread.median() / unit, contender.label(), of));
            }
        }
        return data;
    }

    private DefaultCategoryDataset latencies() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Contender contender : Concurrency.CONTENDERS) {
            for (String metric : List.of("p50", "p99")) {
                results.find(Concurrency.NAME, Concurrency.BUSY, contender, metric)
                        .filter(spread -> spread.median() > 0)
                        .ifPresent(spread -> data.addValue(spread.median() / 1e6, contender.label(), metric));
            }
        }
        return data;
    }

    private String bars(String experiment, String unit, DefaultCategoryDataset data) throws IOException {
        int bars = data.getRowCount() * data.getColumnCount();
        return save(experiment, 120 + 16 * bars + 24 * data.getColumnCount(), Drawing.bars(unit, data));
    }

    private String line(String what, String axis, String metric, double unit) throws IOException {
        XYSeries series = new XYSeries(what);
        for (String length : results.cases(Growth.NAME)) {
            double value = results.median(Growth.NAME, length, Contender.ASSEMBLED, metric) / unit;
            if (value > 0) {
                series.add(Double.parseDouble(length), value);
            }
        }
        return save(Growth.NAME + "-" + what, 360, Drawing.line("chunks", axis, new XYSeriesCollection(series)));
    }

    private String save(String what, int height, Drawing drawing) throws IOException {
        String file = what + "-" + name + ".svg";
        drawing.save(folder.resolve(file), height);
        return file;
    }
}
